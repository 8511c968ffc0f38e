import { describe, expect, it, vi } from 'vitest'
import { json, testClient } from '../../test/test-client.ts'
import { waitForComposition } from './wait-for-composition.ts'

type Step = string | number

/**
 * Makes a client that responds with one status of the composition, or error status, after another; then with
 * the last.
 */
function clientWith(...steps: readonly Step[]) {
  return testClient(
    (_, count) => {
      const step = steps[Math.min(count, steps.length) - 1] as Step
      return typeof step === 'number'
        ? json({}, { status: step })
        : json({ data: { id: 'c1', status: step, download_url: step === 'completed' ? 'https://x' : null } })
    },
    { maxRetries: 0 },
  )
}

describe('waitForComposition', () => {
  it('polls at growing intervals until completion, and reports each status once', async () => {
    const { client, sent } = clientWith('enqueued', 'enqueued', 'processing', 'processing', 'completed')
    const waits: number[] = []
    const states: unknown[] = []
    const composition = await waitForComposition(client, 'c1', {
      sleep: async (ms) => void waits.push(ms),
      onProgress: ({ status }) => states.push(status),
    })
    expect(composition).toMatchObject({ status: 'completed', download_url: 'https://x' })
    expect(states).toEqual(['enqueued', 'processing', 'completed'])
    expect(waits).toEqual([1000, 1500, 2250, 3375])
    expect(sent[0]?.url).toBe('/v2/room_compositions/c1')
  })

  it('waits at most 15 seconds between two requests', async () => {
    const { client } = clientWith(...Array<Step>(12).fill('processing'), 'completed')
    const waits: number[] = []
    await waitForComposition(client, 'c1', { sleep: async (ms) => void waits.push(ms) })
    expect(Math.max(...waits)).toBe(15_000)
  })

  it('continues after transient failures, but not after five in a row', async () => {
    const sleep = async () => undefined
    const passing = clientWith('processing', 500, 503, 429, 500, 'processing', 500, 'completed')
    expect(await waitForComposition(passing.client, 'c1', { sleep })).toMatchObject({ status: 'completed' })
    const failing = clientWith('processing', 500)
    await expect(waitForComposition(failing.client, 'c1', { sleep })).rejects.toMatchObject({ status: 500 })
    expect(failing.sent).toHaveLength(6)
  })

  it('rejects if the API requests a wait of a day', async () => {
    const { client } = testClient(() => json({}, { status: 429, headers: { 'retry-after': '86400' } }))
    const call = waitForComposition(client, 'c1', { sleep: async () => undefined })
    await expect(call).rejects.toMatchObject({ status: 429, retryAfterMs: 86_400_000 })
  })

  it('rejects if the composition does not exist', async () => {
    const { client, sent } = clientWith('processing', 404)
    const call = waitForComposition(client, 'c1', { sleep: async () => undefined })
    await expect(call).rejects.toMatchObject({ status: 404 })
    expect(sent).toHaveLength(2)
  })

  it('rejects immediately when it is aborted during a wait, and leaves no listener', async () => {
    const { client } = clientWith('processing')
    const controller = new AbortController()
    const added = vi.spyOn(controller.signal, 'addEventListener')
    const removed = vi.spyOn(controller.signal, 'removeEventListener')
    const call = waitForComposition(client, 'c1', {
      signal: controller.signal,
      onProgress: () => queueMicrotask(() => setTimeout(() => controller.abort())),
    })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    // The abort removes the listener of the wait automatically.
    expect(added.mock.calls.length - removed.mock.calls.length).toBeLessThanOrEqual(1)
  })
})
