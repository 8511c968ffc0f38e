import { act, cleanup, render } from '@testing-library/react'
import { type ReactNode, useRef } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { useKeptFocus } from './use-kept-focus.ts'

afterEach(cleanup)

interface PlaceProps {
  readonly children?: ReactNode
}

function Place({ children }: PlaceProps) {
  const root = useRef<HTMLElement>(null)
  useKeptFocus(root)
  return (
    <section ref={root} id="call" tabIndex={-1}>
      {children}
    </section>
  )
}

const list = (...names: readonly string[]) => (
  <Place>
    <ul id="list" tabIndex={-1}>
      {names.map((name) => (
        <li key={name}>
          <button type="button" id={name} />
        </li>
      ))}
    </ul>
  </Place>
)
const focus = (id: string) => act(() => document.getElementById(id)?.focus())
const focusedId = () => document.activeElement?.id
/** A menu that closes returns the focus within two frames. */
const frames = () =>
  act(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))))

describe('useKeptFocus', () => {
  it('focuses the element around one that disappears', async () => {
    const { rerender } = render(list('ann', 'ben'))
    focus('ben')
    rerender(list('ann'))
    await frames()
    expect(focusedId()).toBe('list')
    focus('ann')
    rerender(<Place />)
    await frames()
    expect(focusedId()).toBe('call')
  })

  it('focuses the element around one that is disabled', async () => {
    const pager = (isDisabled: boolean) => (
      <Place>
        <div id="pager" tabIndex={-1}>
          <button type="button" id="next" disabled={isDisabled} />
        </div>
      </Place>
    )
    const { rerender } = render(pager(false))
    focus('next')
    rerender(pager(true))
    await frames()
    expect(focusedId()).toBe('pager')
  })

  it('leaves the focus where the user has moved it', async () => {
    const field = document.body.appendChild(document.createElement('input'))
    field.id = 'outside'
    const { rerender } = render(list('ann', 'ben'))
    focus('ben')
    focus('outside')
    rerender(list('ann'))
    await frames()
    expect(focusedId()).toBe('outside')
    focus('ann')
    await act(async () => document.getElementById('ann')?.blur())
    rerender(list())
    await frames()
    expect(document.activeElement).toBe(document.body)
    field.remove()
  })
})
