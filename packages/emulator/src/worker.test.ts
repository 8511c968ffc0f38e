import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepAliveUntilSettled } from './worker.ts'

afterEach(() => vi.unstubAllGlobals())

/** Creates pending webhooks and a function that settles them. */
function pendingWebhooks() {
  let end = () => {}
  const promise = new Promise<void>((resolve) => {
    end = resolve
  })
  return { settled: () => promise, end: () => end() }
}

const respond = () => Promise.resolve(new Response('body'))

describe('keepAliveUntilSettled', () => {
  it('makes a Worker with a context wait and responds at once', async () => {
    const { settled, end } = pendingWebhooks()
    const waitUntil = vi.fn<(promise: Promise<unknown>) => void>()
    await keepAliveUntilSettled(respond(), settled, { waitUntil })
    const waiting = waitUntil.mock.calls[0]?.[0]
    expect(await Promise.race([waiting, 'still waiting'])).toBe('still waiting')
    end()
    await waiting
  })

  it('makes a Worker wait for the webhooks of a failed request, too', async () => {
    const { settled, end } = pendingWebhooks()
    const waitUntil = vi.fn<(promise: Promise<unknown>) => void>()
    await expect(
      keepAliveUntilSettled(Promise.reject(new Error('dropped')), settled, { waitUntil }),
    ).rejects.toThrow('dropped')
    end()
    await waitUntil.mock.calls[0]?.[0]
  })

  it('delays the response of a Worker without a context until the webhooks are delivered', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
    const { settled, end } = pendingWebhooks()
    const response = keepAliveUntilSettled(respond(), settled, undefined)
    expect(await Promise.race([response, Promise.resolve('not yet')])).toBe('not yet')
    end()
    expect(await (await response).text()).toBe('body')
  })

  it('responds after 1 s if the receiver of a webhook waits for the emulator', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
    vi.useFakeTimers()
    const response = keepAliveUntilSettled(respond(), pendingWebhooks().settled, undefined)
    await vi.advanceTimersByTimeAsync(1_000)
    vi.useRealTimers()
    expect(await (await response).text()).toBe('body')
  })

  it('does not wait on other platforms', async () => {
    expect(await (await keepAliveUntilSettled(respond(), pendingWebhooks().settled, undefined)).text()).toBe(
      'body',
    )
  })
})
