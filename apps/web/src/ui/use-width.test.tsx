import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, it, vi } from 'vitest'
import { useWidth } from './use-width.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function Measured() {
  const [container, width] = useWidth<HTMLDivElement>(640)
  return <div ref={container}>{width}</div>
}

it('follows the width of the element, and keeps it while the element is hidden', () => {
  let measure: (width: number) => void = () => undefined
  class Observer {
    constructor(listener: (entries: readonly object[]) => void) {
      measure = (width) => act(() => listener([{ contentRect: { width } }]))
    }
    observe() {}
    disconnect() {}
  }
  vi.stubGlobal('ResizeObserver', Observer)
  render(<Measured />)
  screen.getByText('640')
  measure(320.4)
  screen.getByText('320')
  measure(0)
  screen.getByText('320')
})
