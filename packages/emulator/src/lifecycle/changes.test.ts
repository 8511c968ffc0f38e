import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChanges } from './changes.ts'

describe('createChanges', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('calls its listeners once for several changes', () => {
    const changes = createChanges()
    const listener = vi.fn()
    changes.listen(listener)
    changes.note()
    changes.note()
    expect(listener).not.toHaveBeenCalled()
    vi.advanceTimersByTime(50)
    expect(listener).toHaveBeenCalledTimes(1)
    changes.note()
    vi.advanceTimersByTime(50)
    expect(listener).toHaveBeenCalledTimes(2)
  })

  it('sets no timer without listeners', () => {
    const changes = createChanges()
    changes.note()
    expect(vi.getTimerCount()).toBe(0)
    const stop = changes.listen(() => undefined)
    changes.note()
    expect(vi.getTimerCount()).toBe(1)
    stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
