import { describe, expect, it, vi } from 'vitest'
import { createReconciler } from './reconciler.ts'

/** Creates timers that run only on `run()`. */
function createManualTimers() {
  const waiting = new Set<() => void>()
  return {
    setTimeout(callback: () => void) {
      waiting.add(callback)
      return callback
    },
    clearTimeout: (timer: unknown) => void waiting.delete(timer as () => void),
    waiting,
    async run() {
      for (const callback of [...waiting]) {
        waiting.delete(callback)
        callback()
      }
      // Lets the promises that the callbacks started settle.
      await new Promise<void>((resolve) => setImmediate(resolve))
    },
  }
}

function setUp(
  step = vi.fn(async (_key: string, _to?: { at: number }, _from?: { at: number }) => undefined),
) {
  const timers = createManualTimers()
  return { timers, step, reconciler: createReconciler<{ at: number }>(step, timers) }
}

describe('createReconciler', () => {
  it('takes one step to the target, and none when it is already reached', async () => {
    const { reconciler, step } = setUp()
    await reconciler.set('a', { at: 1 })
    await reconciler.set('a', { at: 1 })
    expect(step.mock.calls).toEqual([['a', { at: 1 }, undefined]])
  })

  it('takes one step at a time and skips outdated targets', async () => {
    const { reconciler, step } = setUp()
    await Promise.all([1, 2, 3].map((at) => reconciler.set('a', { at })))
    await reconciler.set('a', undefined)
    expect(step.mock.calls.map(([, to, from]) => [from?.at, to?.at])).toEqual([
      [undefined, 1],
      [1, 3],
      [3, undefined],
    ])
  })

  it('rejects when a step fails, and retries three times', async () => {
    const { reconciler, step, timers } = setUp(vi.fn(() => Promise.reject(new Error('no'))))
    await expect(reconciler.set('a', { at: 1 })).rejects.toThrow('no')
    for (let turn = 0; turn < 6; turn++) await timers.run()
    expect(step).toHaveBeenCalledTimes(4)
    expect(timers.waiting.size).toBe(0)
  })

  it('takes no steps and leaves no timer after stop', async () => {
    const { reconciler, step, timers } = setUp(vi.fn(() => Promise.reject(new Error('no'))))
    await reconciler.set('a', { at: 1 }).catch(() => undefined)
    expect(timers.waiting.size).toBe(1)
    reconciler.stop()
    expect(timers.waiting.size).toBe(0)
    await reconciler.set('a', { at: 2 })
    expect(step).toHaveBeenCalledOnce()
  })
})
