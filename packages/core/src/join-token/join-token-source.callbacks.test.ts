import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { advance, fail, refusal, setUp, useVirtualTime } from '../../test/join-token-setup.ts'
import type { JoinTokenEvent, JoinTokenSource, JoinTokenSourceOptions } from './types.ts'

useVirtualTime()

/** Counts unhandled rejections, which would end a Node process. */
function countUnhandled() {
  const onRejection = vi.fn()
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', onRejection)
  onTestFinished(() => {
    process.removeAllListeners('unhandledRejection')
    for (const other of others) process.on('unhandledRejection', other)
  })
  return onRejection
}

describe('a callback', () => {
  it('may reject without an unhandled rejection', async () => {
    const unhandled = countUnhandled()
    const { server, source } = setUp({
      onEvent: async () => {
        throw new Error('from onEvent')
      },
      onUnauthorized: async () => {
        throw new Error('from onUnauthorized')
      },
    })
    server.faults.push(fail(refusal(401)))
    source.subscribe(async () => {
      throw new Error('from a listener')
    })
    await advance(1_000)
    expect(source.getSnapshot().status).toBe('error')
    vi.useRealTimers()
    await new Promise((resolve) => setTimeout(resolve))
    vi.useFakeTimers()
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('may request a token when the last one is lost, which is reported once', async () => {
    const events: string[] = []
    const { server, source } = setUp({
      onEvent: ({ type }) => {
        events.push(type)
        if (type === 'lost') void source.refresh()
      },
    })
    source.subscribe(() => undefined)
    await advance(0)
    source.reportRejected('token-1')
    await advance(0)
    expect(events).toEqual(['minted', 'lost', 'refreshed'])
    expect(server.calls).toHaveLength(2)
  })

  it.each(['invalidate', 'dispose'] as const)('leaves no timer if mint calls %s', async (method) => {
    const { source } = setUp({
      mint: () => {
        source[method]()
        return new Promise(() => undefined)
      },
    })
    const stop = source.subscribe(() => undefined)
    await advance(0)
    stop()
    expect(vi.getTimerCount()).toBe(method === 'dispose' ? 0 : 1)
    await advance(5_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not overwrite an attempt that mint itself started after it invalidated the source', async () => {
    const signals: AbortSignal[] = []
    const { source } = setUp({
      mint: ({ signal }) => {
        signals.push(signal)
        if (signals.length > 1) return new Promise(() => undefined)
        source.invalidate()
        void source.getToken()
        return Promise.resolve({ token: 'from the first attempt', expires_in_ms: 600_000 })
      },
    })
    source.subscribe(() => undefined)
    await advance(0)
    expect(source.getSnapshot().token).toBeUndefined()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
    await advance(10_000)
    expect(signals[1]?.aborted).toBe(true)
  })

  it('is not called after another listener has unsubscribed it or disposed the source', async () => {
    const { source } = setUp()
    const last = vi.fn()
    let stop = () => {}
    source.subscribe(() => stop())
    stop = source.subscribe(last)
    await advance(0)
    expect(last).not.toHaveBeenCalled()
    source.subscribe(() => source.dispose())
    source.subscribe(last)
    void source.refresh()
    await advance(0)
    expect(last).not.toHaveBeenCalled()
  })

  it.each(['minted', 'failed', 'lost', 'refreshed'] as const)(
    'may call refresh at each event %s once, and gets the token of the attempt',
    async (type) => {
      const tokens: (string | undefined)[] = []
      const isCalled = { already: false }
      const { server, source } = setUp({
        onEvent(event: JoinTokenEvent) {
          if (event.type !== type || isCalled.already) return
          isCalled.already = true
          void source.refresh().then((token) => tokens.push(token))
        },
      })
      source.subscribe(() => undefined)
      await advance(0)
      server.faults.push(fail(refusal(503)))
      await advance(480_000)
      source.reportRejected(source.getSnapshot().token ?? '')
      await advance(1_000)
      expect(tokens).toHaveLength(1)
      expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
    },
  )
})

describe('callbacks that call any method', () => {
  type Action = (source: JoinTokenSource) => unknown
  const actions: readonly (readonly [string, Action])[] = [
    ['nothing', () => undefined],
    ['refresh', (source) => void source.refresh()],
    ['await refresh', (source) => source.refresh()],
    ['getToken', (source) => void source.getToken()],
    ['await getToken', (source) => source.getToken()],
    ['reportRejected', (source) => source.reportRejected(source.getSnapshot().token ?? '')],
    ['invalidate', (source) => source.invalidate()],
    ['subscribe', (source) => void source.subscribe(() => undefined)],
    ['never settle', () => new Promise(() => undefined)],
    [
      'throw',
      () => {
        throw new Error('from a callback')
      },
    ],
  ]
  const responses = ['ok', 'ok', '401', '302', '503', '200 HTML', 'never'] as const

  it('never make two calls at the same time, and a token follows when they and the server behave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(actions.length - 1), { maxLength: 12 }),
        fc.array(fc.constantFrom(...responses), { maxLength: 12 }),
        async (script, answers) => {
          const todo = script.map((index) => actions[index]?.[1])
          const inProgress = new Set<AbortSignal>()
          const most = { calls: 0 }
          const act = () => todo.shift()?.(source)
          let issued = 0
          const call: JoinTokenSourceOptions['mint'] = async ({ signal }) => {
            inProgress.add(signal)
            most.calls = Math.max(most.calls, [...inProgress].filter(({ aborted }) => !aborted).length)
            try {
              const acted = act()
              if (acted instanceof Promise) acted.catch(() => undefined)
              const answer = answers.shift()
              await new Promise<void>((resolve) => setTimeout(resolve, 100))
              if (answer === 'never') await new Promise(() => undefined)
              if (answer === '200 HTML') return '<html>' as never
              if (answer !== undefined && answer !== 'ok') throw refusal(Number(answer))
              return { token: `token-${++issued}`, expires_in_ms: 60_000, refresh_token: 'sealed' }
            } finally {
              inProgress.delete(signal)
            }
          }
          const { source } = setUp({
            mint: call,
            refresh: call,
            onUnauthorized: act as () => void,
            onEvent: act as () => void,
          })
          source.subscribe(act as () => void)
          await advance(10 * 60_000)
          expect(most.calls).toBe(1)
          todo.length = answers.length = 0
          source.subscribe(() => undefined)
          void source.refresh()
          await advance(10 * 60_000)
          expect(source.getSnapshot()).toMatchObject({ status: 'success', error: undefined })
          source.dispose()
          await advance(1_000)
          expect(vi.getTimerCount()).toBe(0)
        },
      ),
      { numRuns: 100 },
    )
  })
})
