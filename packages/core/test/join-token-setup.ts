import { afterEach, beforeEach, expect, vi } from 'vitest'
import { ApiError } from '../src/errors.ts'
import { createJoinTokenSource } from '../src/join-token/join-token-source.ts'
import type { JoinTokenEvent, JoinTokenSource, JoinTokenSourceOptions } from '../src/join-token/types.ts'
import type { JoinToken } from '../src/video/rooms.ts'

export const route = 'POST /rooms/{room_id}/actions/generate_join_client_token'

export const refusal = (
  status: number,
  more: { code?: string; retryAfterMs?: number; terminal?: boolean } = {},
) => new ApiError({ route, status, outcome: 'rejected', ...more })

/** Returns a fault of {@link fakeServer} that fails a call with this error. */
export const fail = (error: unknown) => () => Promise.reject(error)

/** Creates a server with numbered tokens. Its next calls have the faults in `faults`. */
export function fakeServer(lifeMs = 600_000) {
  const calls: string[] = []
  const faults: (() => Promise<JoinToken> | JoinToken)[] = []
  const server = { lifeMs, calls, faults, issued: 0, answerAfterMs: 0 }
  const respond = async (call: string, more: Partial<JoinToken>): Promise<JoinToken> => {
    calls.push(call)
    const fault = faults.shift()
    if (fault) return fault()
    if (server.answerAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, server.answerAfterMs))
    return { token: `token-${++server.issued}`, expires_in_ms: server.lifeMs, ...more }
  }
  const mint: JoinTokenSourceOptions['mint'] = () => respond('mint', { refresh_token: 'sealed' })
  const refresh: JoinTokenSourceOptions['refresh'] = ({ refresh_token }) =>
    respond(`refresh ${refresh_token}`, {})
  return Object.assign(server, { mint, refresh })
}

const sources: JoinTokenSource[] = []

/** Disposes a source after the test, which must leave no timer. */
export function disposeAfterTest(source: JoinTokenSource): JoinTokenSource {
  sources.push(source)
  return source
}

/** Creates a source with a {@link fakeServer}, and collects its events. */
export function setUp(options: Partial<JoinTokenSourceOptions> = {}, lifeMs?: number) {
  const server = fakeServer(lifeMs)
  const events: JoinTokenEvent[] = []
  const source = createJoinTokenSource({
    roomId: 'room-1',
    mint: server.mint,
    refresh: server.refresh,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { server, source: disposeAfterTest(source), events }
}

export const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** Makes the device sleep: its wall clock continues, timers and the monotonic clock stop. */
export const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)

/** Runs the tests of a file in virtual time. */
export function useVirtualTime(): void {
  beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }))
  afterEach(() => {
    for (const source of sources.splice(0)) source.dispose()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
}
