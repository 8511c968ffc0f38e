import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRecentMints } from './recent-mints.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function setUp(limit?: number) {
  let count = 0
  let running = 0
  let mostRunning = 0
  const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  /** Creates a mint that takes a time. */
  const mintIn = (ms: number) => async () => {
    running += 1
    mostRunning = Math.max(mostRunning, running)
    await after(ms)
    running -= 1
    count += 1
    return `token ${count}`
  }
  return {
    mints: createRecentMints<string>({ now: () => Date.now(), limit }),
    minted: () => count,
    mostRunning: () => mostRunning,
    mintIn,
    mint: mintIn(100),
    fail: async () => {
      await after(1_500)
      throw new Error('no')
    },
    /** Lets time pass until a promise settles. Returns its result and how long it took. */
    async settle<T>(promise: Promise<T>) {
      const start = Date.now()
      const settled = Promise.allSettled([promise]).then(([result]) => ({
        result,
        tookMs: Date.now() - start,
      }))
      await vi.advanceTimersByTimeAsync(30_000)
      return settled
    },
  }
}

describe('createRecentMints', () => {
  it('shares a mint for two seconds, with its age', async () => {
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

  it('does not share a mint with another key', async () => {
    const { mints, mint, settle } = setUp()
    void mints.share('ann', mint)
    const { result, tookMs } = await settle(mints.share('ben', mint))
    expect(result).toMatchObject({ value: { value: 'token 2' } })
    expect(tookMs).toBeLessThan(150)
  })

  it('mints once for two requests at the same time', async () => {
    const { mints, mint, minted, settle } = setUp()
    void mints.share('ann', mint)
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect(result).toMatchObject({ value: { value: 'token 1' } })
    expect(minted()).toBe(1)
    expect(tookMs).toBeLessThan(150)
  })

  it('mints once for 100 requests at the same time when the API takes eight seconds', async () => {
    const { mints, mintIn, minted, settle } = setUp()
    const mint = mintIn(8_000)
    const all = Promise.all(Array.from({ length: 100 }, () => mints.share('ann', mint)))
    const { result, tookMs } = await settle(all)
    expect(result).toMatchObject({ status: 'fulfilled' })
    expect(minted()).toBe(1)
    expect(tookMs).toBeLessThan(8_100)
  })

  it('mints different keys of one owner one after the other', async () => {
    const { mints, mint, minted, mostRunning, settle } = setUp()
    const keys = Array.from({ length: 20 }, (_, index) => `ann, ${index} s`)
    await settle(Promise.all(keys.map((key) => mints.share(key, mint, 'ann'))))
    expect([minted(), mostRunning()]).toEqual([20, 1])
  })

  it('mints for different owners at the same time', async () => {
    const { mints, mint, mostRunning, settle } = setUp()
    await settle(Promise.all(['ann', 'ben', 'cem'].map((user) => mints.share(user, mint))))
    expect(mostRunning()).toBe(3)
  })

  it('mints again two seconds after the request that was minting has ended', async () => {
    const { mints, mint, settle } = setUp()
    // In workerd, the timers of a request stop with it.
    vi.spyOn(globalThis, 'setInterval').mockReturnValueOnce(0 as never)
    void mints.share('ann', () => new Promise(() => undefined))
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect(result).toMatchObject({ value: { value: 'token 1', ageMs: 0 } })
    expect(tookMs).toBeLessThan(2_150)
  })

  it('rejects with a 503 after ten seconds of waiting for another mint', async () => {
    const { mints, mint, minted, settle } = setUp()
    void mints.share('ann', () => new Promise(() => undefined))
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect(result).toMatchObject({ reason: { init: { status: 503, terminal: false } } })
    expect(tookMs).toBeLessThan(10_050)
    expect(minted()).toBe(0)
  })

  it('does not share a failure', async () => {
    const { mints, mint, fail, settle } = setUp()
    const failing = settle(mints.share('ann', fail))
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect((await failing).result).toMatchObject({ status: 'rejected' })
    expect(result).toMatchObject({ value: { value: 'token 1' } })
    expect(tookMs).toBeLessThan(1_650)
  })

  it('waits for mints that fail one after the other', async () => {
    const { mints, mint, fail, settle } = setUp()
    void Promise.allSettled([mints.share('ann', fail), mints.share('ann', fail)])
    const { result, tookMs } = await settle(mints.share('ann', mint))
    expect(result).toMatchObject({ value: { value: 'token 1' } })
    expect(tookMs).toBeLessThan(3_200)
  })

  it('drops the oldest mint over the limit', async () => {
    const { mints, mint, minted, settle } = setUp(2)
    const mintFor = async (user: string) => {
      const result = mints.share(user, mint)
      await vi.advanceTimersByTimeAsync(100)
      await result
    }
    for (const user of ['ann', 'ben', 'cem', 'ben', 'cem']) await mintFor(user)
    expect(minted()).toBe(3)
    await settle(mints.share('ann', mint))
    expect(minted()).toBe(4)
  })
})
