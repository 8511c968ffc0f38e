import { afterEach, expect, it, vi } from 'vitest'
import { keepAliveUntilSettled } from './worker.ts'

afterEach(() => vi.unstubAllGlobals())

/** Something under way, and its end. */
function underWay() {
  let end = () => {}
  const promise = new Promise<void>((resolve) => {
    end = resolve
  })
  return { settled: () => promise, end: () => end() }
}

const answer = () => Promise.resolve(new Response('answer'))

it('a Worker with a context is told to wait, and answers at once', async () => {
  const { settled, end } = underWay()
  const waitUntil = vi.fn<(promise: Promise<unknown>) => void>()
  await keepAliveUntilSettled(answer(), settled, { waitUntil })
  const waiting = waitUntil.mock.calls[0]?.[0]
  expect(await Promise.race([waiting, 'still waiting'])).toBe('still waiting')
  end()
  await waiting
})

it('it is told to wait for webhooks of a call that failed, too', async () => {
  const { settled, end } = underWay()
  const waitUntil = vi.fn<(promise: Promise<unknown>) => void>()
  await expect(
    keepAliveUntilSettled(Promise.reject(new Error('dropped')), settled, { waitUntil }),
  ).rejects.toThrow('dropped')
  end()
  await waitUntil.mock.calls[0]?.[0]
})

it('a Worker without a context answers once the webhooks are out', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
  const { settled, end } = underWay()
  const answered = keepAliveUntilSettled(answer(), settled, undefined)
  expect(await Promise.race([answered, Promise.resolve('not yet')])).toBe('not yet')
  end()
  expect(await (await answered).text()).toBe('answer')
})

it('it waits for no webhook whose target waits for the emulator', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
  vi.useFakeTimers()
  const answered = keepAliveUntilSettled(answer(), underWay().settled, undefined)
  await vi.advanceTimersByTimeAsync(1_000)
  vi.useRealTimers()
  expect(await (await answered).text()).toBe('answer')
})

it('elsewhere nothing waits', async () => {
  expect(await (await keepAliveUntilSettled(answer(), underWay().settled, undefined)).text()).toBe('answer')
})
