import { ConfigError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

describe('a token bucket', () => {
  it('allows a burst, then one call for each share of a minute', () => {
    let time = 0
    const take = createTokenBucket({ perMinute: 60, burst: 2, now: () => time })
    expect([take('a'), take('a')]).toEqual([{ allowed: true }, { allowed: true }])
    expect(take('a')).toEqual({ allowed: false, retryAfterMs: 1000 })
    time = 999
    expect(take('a')).toEqual({ allowed: false, retryAfterMs: 1 })
    time = 1000
    expect(take('a')).toEqual({ allowed: true })
  })

  it('counts each key separately', () => {
    const take = createTokenBucket({ perMinute: 1, now: () => 0 })
    expect([take('a'), take('b')]).toEqual([{ allowed: true }, { allowed: true }])
  })

  it('rejects further keys until a key has refilled', () => {
    let time = 0
    const take = createTokenBucket({ perMinute: 60, burst: 2, maxKeys: 2, now: () => time })
    for (const key of ['a', 'a', 'b']) expect(take(key)).toEqual({ allowed: true })
    expect(take('c')).toEqual({ allowed: false, retryAfterMs: 1000 })
    time = 999
    expect(take('c')).toEqual({ allowed: false, retryAfterMs: 1 })
    time = 1000
    expect(take('c')).toEqual({ allowed: true })
    expect(take('b')).toEqual({ allowed: false, retryAfterMs: 1000 })
  })

  it('does not give calls back to a key that spent them, however many other keys call', async () => {
    let time = 0
    const take = createTokenBucket({ perMinute: 1, maxKeys: 100, now: () => time })
    expect(take('spent')).toEqual({ allowed: true })
    let allowed = 0
    for (let index = 0; index < 20_000; index++) {
      time += 1
      if ((await take(`other ${index}`)).allowed) allowed += 1
      expect(take('spent')).toMatchObject({ allowed: false })
    }
    expect(allowed).toBe(99)
    time = 60_000
    expect(take('spent')).toEqual({ allowed: true })
  })

  it('has room for a new key as soon as any key has refilled', () => {
    let time = 0
    const take = createTokenBucket({ perMinute: 60, burst: 10, maxKeys: 2, now: () => time })
    for (let index = 0; index < 10; index++) take('busy')
    take('calm')
    time = 1000
    // Replaces 'calm', which has refilled, and refills before 'busy'.
    expect(take('new')).toEqual({ allowed: true })
    time = 2000
    expect(take('newer')).toEqual({ allowed: true })
  })

  it('drains no bucket when the clock is set back', () => {
    let time = 60_000
    const take = createTokenBucket({ perMinute: 2, now: () => time })
    take('a')
    time = 0
    expect(take('a')).toEqual({ allowed: true })
  })

  it.each([
    { perMinute: 0 },
    { perMinute: Number.NaN },
    { perMinute: 6, burst: 0 },
    { perMinute: 6, maxKeys: 0 },
    { perMinute: Number.POSITIVE_INFINITY },
    { perMinute: '60' },
    { perMinute: 6, burst: Number.NaN },
    { perMinute: 6, burst: '6' },
    { perMinute: 6, maxKeys: Number.NaN },
    { perMinute: 6, maxKeys: null },
    { perMinute: 6, bursts: 3 },
  ])('rejects options that would allow no call, or every call: %o', (options) => {
    expect(() => createTokenBucket(options as never)).toThrow(ConfigError)
  })
})
