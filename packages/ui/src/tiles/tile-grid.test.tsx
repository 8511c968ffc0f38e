import type { ParticipantWithStreams } from '@greenroom/react/live'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeRoom, person, stream } from '../../test/fixtures.tsx'
import { TileGrid } from './tile-grid.tsx'

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1_000)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(700)
})
afterEach(cleanup)

const { room } = fakeRoom()
const people = (count: number) => Array.from({ length: count }, (_, index) => person(`P${index}`))
const names = () =>
  within(screen.getByRole('list', { name: 'In the call' }))
    .getAllByRole('listitem')
    .map((item) => item.querySelector('figcaption')?.textContent?.replace('microphone off', ''))
const focused = () => document.querySelector('[data-focus] figcaption')?.textContent

/** A participant that reports when its tile renders. */
function watched(changes: ParticipantWithStreams, onRender: (id: string) => void): ParticipantWithStreams {
  return Object.defineProperty({ ...changes }, 'isTelephone', {
    get() {
      onRender(changes.id)
      return false
    },
  })
}

describe('TileGrid', () => {
  it('renders one tile of 25 when one participant speaks', () => {
    const onRender = vi.fn()
    const shown = people(25).map((each) => watched(each, onRender))
    const { rerender } = render(<TileGrid room={room} participants={shown} />)
    expect(new Set(onRender.mock.calls.flat()).size).toBe(25)
    onRender.mockClear()
    const speaker = watched(person('P3', { isSpeaking: true }), onRender)
    rerender(<TileGrid room={room} participants={shown.with(3, speaker)} />)
    expect(new Set(onRender.mock.calls.flat())).toEqual(new Set(['p3']))
    expect(screen.getAllByRole('figure').map((tile) => tile.dataset['speaking'])[3]).toBe('true')
  })

  it('shows more participants than fit on further pages', () => {
    render(<TileGrid room={room} participants={people(50)} />)
    const first = names()
    expect(first.length).toBeLessThan(50)
    fireEvent.click(screen.getByRole('button', { name: 'Next page' }))
    expect(names()).toHaveLength(Math.min(first.length, 50 - first.length))
    expect(names().some((name) => first.includes(name))).toBe(false)
    expect(screen.getByRole('status').textContent).toMatch(/^Page 2 of/)
  })

  it('enlarges a pinned tile until it is unpinned', () => {
    render(<TileGrid room={room} participants={people(3)} />)
    expect(focused()).toBeUndefined()
    fireEvent.click(screen.getByRole('button', { name: 'Pin P2' }))
    expect(focused()).toContain('P2')
    fireEvent.click(screen.getByRole('button', { name: 'Unpin P2' }))
    expect(focused()).toBeUndefined()
  })

  it('keeps the elements and the focus of a tile that is pinned and unpinned', () => {
    render(<TileGrid room={room} participants={people(3)} />)
    const tile = screen.getAllByRole('figure')[2]
    const button = screen.getByRole('button', { name: 'Pin P2' })
    act(() => button.focus())
    for (const name of ['Pin P2', 'Unpin P2']) {
      fireEvent.click(screen.getByRole('button', { name }))
      expect(screen.getAllByRole('figure')).toContain(tile)
      expect(document.activeElement).toBe(button)
    }
  })

  it('enlarges a shared screen of another participant first', () => {
    const screenOf = (id: string) => [
      stream({ id: `${id}-screen`, participantId: id, key: 'presentation', isVideoEnabled: true }),
    ]
    const ann = person('Ann', { isLocal: true, streams: screenOf('ann') })
    const ben = person('Ben', { streams: screenOf('ben') })
    const { rerender } = render(<TileGrid room={room} participants={[ann, ben]} />)
    expect(focused()).toBe('Screen of Ben')
    rerender(<TileGrid room={room} participants={[ann, person('Ben')]} />)
    expect(focused()).toBe('Screen of Ann')
  })

  it('enlarges who spoke last in the layout for speakers', () => {
    const ann = person('Ann', { isLocal: true })
    const grid = (...others: readonly ParticipantWithStreams[]) => (
      <TileGrid room={room} participants={[ann, ...others]} layout="speaker" />
    )
    const { rerender } = render(grid(person('Ben'), person('Cleo', { isSpeaking: true })))
    expect(focused()).toContain('Cleo')
    rerender(grid(person('Ben'), person('Cleo')))
    expect(focused()).toContain('Cleo')
    rerender(grid(person('Ben', { isSpeaking: true }), person('Cleo')))
    expect(focused()).toContain('Ben')
  })

  it('says that the user is alone', () => {
    render(<TileGrid room={room} participants={[person('Ann', { isLocal: true })]} />)
    expect(screen.getByText('You are the only one here.')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('renders tiles of a slot', () => {
    render(
      <TileGrid
        room={room}
        participants={people(2)}
        slots={{ tile: ({ participant }) => <b>{participant.id}</b> }}
      />,
    )
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['p0', 'p1'])
  })
})
