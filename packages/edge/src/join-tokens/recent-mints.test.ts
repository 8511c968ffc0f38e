import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRecentMints } from './recent-mints.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp(limit?: number) {
  let count = 0
  const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  return {
    mints: createRecentMints<string>({ now: () => Date.now(), limit }),
    minted: () => count,
    mint: async () => {
      await after(100)
      count += 1
      return `token ${count}`
    },
    fail: async () => {
      await after(1_500)
      throw new Error('no')
    },
    /** Lets time pass until a promise settles, and gives what it settled to and how long that took. */
    async settle<T>(promise: Promise<T>) {
      const start = Date.now()
      const settled = Promise.allSettled([promise]).then(([result]) => ({
        result,
        tookMs: Date.now() - start,
      }))
      await vi.advanceTimersByTimeAsync(10_000)
      return settled
    },
  }
}

describe('createRecentMints', () => {
  it('hands a mint on for two seconds, and tells its age', async () => {
    const { mints, mint } = setUp()
    const first = mints.share('ann', mint)
    await vi.advanceTimersByTimeAsync(100)
    expect(await first).toEqual({ value: 'token 1', ageMs: 0 })
    await vi.advanceTimersByTimeAsync(1_999)
    expect(await mints.share('ann', mint)).toEqual({ value: 'token 1', ageMs: 1_999 })
    await vi.advanceTimersByTimeAsync(1)
    const second = mints.share('ann', mint)
    await vi.advanceTimersByTimeAsync(100)
    expect(await second).toEqual({ value: 'token 2', ageMs: 0 })
  })

  it('keeps keys apart', async () => {
    const { mints, mint, settle } = setUp()
    void mints.share('ann', mint)
    const { result } = await settle(mints.share('ben', mint))
    expect(result).toMatchObject({ value: { value: 'token 2' } })
  })

  it('mints once for two that ask at the same time', async () => {
    const { mints, mint, minted, settle } = setUp()
    void mints.share('ann', mint)
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect(result).toMatchObject({ value: { value: 'token 1' } })
    expect(minted()).toBe(1)
    expect(tookMs).toBeLessThan(150)
  })

  it('waits two seconds for a mint that never ends, as one of a request that is gone, and no longer', async () => {
    const { mints, mint, settle } = setUp()
    void mints.share('ann', () => new Promise(() => undefined))
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect(result).toMatchObject({ value: { value: 'token 1', ageMs: 0 } })
    expect(tookMs).toBeLessThan(2_150)
  })

  it('hands no failure on', async () => {
    const { mints, mint, fail, settle } = setUp()
    const failing = settle(mints.share('ann', fail))
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect((await failing).result).toMatchObject({ status: 'rejected' })
    expect(result).toMatchObject({ value: { value: 'token 1' } })
    expect(tookMs).toBeLessThan(1_650)
  })

  it('waits no longer where one mint after the other fails', async () => {
    const { mints, mint, fail, settle } = setUp()
    void Promise.allSettled([mints.share('ann', fail), mints.share('ann', fail)])
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect(result).toMatchObject({ value: { value: 'token 1' } })
    expect(tookMs).toBeLessThan(2_150)
  })

  it('forgets the oldest over its limit', async () => {
    const { mints, mint, minted, settle } = setUp(2)
    const ask = async (user: string) => {
      const asked = mints.share(user, mint)
      await vi.advanceTimersByTimeAsync(100)
      await asked
    }
    for (const user of ['ann', 'ben', 'cem', 'ben', 'cem']) await ask(user)
    expect(minted()).toBe(3)
    await settle(mints.share('ann', mint))
    expect(minted()).toBe(4)
  })
})
