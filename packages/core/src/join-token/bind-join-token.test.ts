import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bindJoinToken } from './bind-join-token.ts'
import { createJoinTokenSource } from './join-token-source.ts'
import type { JoinTokenSource } from './types.ts'

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms)
let source: JoinTokenSource

/** Creates a live room with the methods of the vendor's client. */
function fakeRoom(update: () => Promise<unknown> = async () => undefined) {
  const tokens: string[] = []
  const listeners = new Set<(reason: string) => void>()
  return {
    tokens,
    listeners,
    end: (reason: string) => {
      for (const listener of [...listeners]) listener(reason)
    },
    updateClientToken(token: string) {
      tokens.push(token)
      return update()
    },
    on(_: 'disconnected', listener: (reason: string) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
  let count = 0
  const mint = async () => ({ token: `token-${++count}`, expires_in_ms: 10_000 })
  source = createJoinTokenSource({ roomId: 'r1', mint, random: () => 0 })
})
afterEach(() => {
  source.dispose()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

async function bound(room = fakeRoom()) {
  const token = await source.getToken()
  const onEnd = vi.fn()
  const unbind = bindJoinToken(room, source, { token, onEnd })
  return { room, onEnd, unbind }
}

describe('bindJoinToken', () => {
  it('passes each new token to the room, but not the token that it was joined with', async () => {
    const { room, unbind } = await bound()
    expect(room.tokens).toEqual([])
    await advance(15_500)
    expect(room.tokens).toEqual(['token-2', 'token-3', 'token-4'])
    unbind()
  })

  it('passes later tokens if an update never settles', async () => {
    const { room, unbind } = await bound(fakeRoom(() => new Promise(() => undefined)))
    await advance(30_000)
    // One update in ten seconds, always with the newest token.
    expect(room.tokens.length).toBeGreaterThanOrEqual(2)
    expect(room.tokens.at(-1)).not.toBe(room.tokens[0])
    unbind()
  })

  it('passes no token during an update, even if an earlier update settles late', async () => {
    const settle: (() => void)[] = []
    const { room, unbind } = await bound(fakeRoom(() => new Promise<void>((resolve) => settle.push(resolve))))
    await advance(15_500)
    expect(room.tokens).toEqual(['token-2', 'token-3'])
    settle[0]?.()
    await advance(9_000)
    expect(room.tokens).toEqual(['token-2', 'token-3'])
    settle[1]?.()
    await advance(0)
    expect(room.tokens).toEqual(['token-2', 'token-3', 'token-5'])
    unbind()
  })

  it('passes later tokens if an update rejects', async () => {
    const { room, unbind } = await bound(fakeRoom(() => Promise.reject(new Error('lost'))))
    await advance(11_000)
    expect(room.tokens).toEqual(['token-2', 'token-3'])
    unbind()
  })

  it.each([
    ['unauthorized', 'rejected'],
    ['forbidden', 'rejected'],
    ['kicked', 'over'],
    ['room_expired', 'over'],
    ['session_terminated', 'over'],
    ['user_initiated', 'left'],
    ['network_error', 'lost'],
    ['unknown', 'lost'],
  ])('reports a room that ended with %s as %s', async (reason, end) => {
    const { room, onEnd } = await bound()
    room.end(reason)
    expect(onEnd).toHaveBeenCalledExactlyOnceWith(end, reason)
    expect(room.listeners.size).toBe(0)
  })

  it('reports a rejected token to the source, which requests another', async () => {
    const { room } = await bound()
    room.end('unauthorized')
    expect(source.getSnapshot().token).toBeUndefined()
    expect(await source.getToken()).toBe('token-2')
  })

  it('unbinds from a room that has already disconnected', async () => {
    const room = fakeRoom()
    const stop = vi.fn()
    const onEnd = vi.fn()
    const on = (_: 'disconnected', listener: (reason: string) => void) => {
      listener('network_error')
      return stop
    }
    bindJoinToken({ ...room, on }, source, { onEnd })()
    expect(onEnd).toHaveBeenCalledExactlyOnceWith('lost', 'network_error')
    expect(stop).toHaveBeenCalledTimes(1)
    await advance(60_000)
    expect(room.tokens).toEqual([])
  })

  it('stops passing tokens and reporting the end when it is unbound, even twice', async () => {
    const { room, unbind, onEnd } = await bound()
    unbind()
    unbind()
    await advance(60_000)
    room.end('kicked')
    expect(room.tokens).toEqual([])
    expect(onEnd).not.toHaveBeenCalled()
  })
})
