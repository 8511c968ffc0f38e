import { ConfigError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

describe('a token bucket', () => {
  it('lets a burst through, then one after each share of a minute', () => {
    let time = 0
    const take = createTokenBucket({ perMinute: 60, burst: 2, now: () => time })
    expect([take('a'), take('a')]).toEqual([{ allowed: true }, { allowed: true }])
    expect(take('a')).toEqual({ allowed: false, retryAfterMs: 1000 })
    time = 999
    expect(take('a')).toEqual({ allowed: false, retryAfterMs: 1 })
    time = 1000
    expect(take('a')).toEqual({ allowed: true })
  })

  it('counts each key apart', () => {
    const take = createTokenBucket({ perMinute: 1, now: () => 0 })
    expect([take('a'), take('b')]).toEqual([{ allowed: true }, { allowed: true }])
  })

  it('forgets the key that was unused for longest', () => {
    const take = createTokenBucket({ perMinute: 1, maxKeys: 2, now: () => 0 })
    for (const key of ['a', 'b', 'c']) take(key)
    expect(take('b')).toMatchObject({ allowed: false })
    expect(take('a')).toEqual({ allowed: true })
  })

  it('takes nothing from anybody when the clock is set back', () => {
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
  ])('rejects figures that let nothing or everything through: %o', (options) => {
    expect(() => createTokenBucket(options as never)).toThrow(ConfigError)
  })
})
