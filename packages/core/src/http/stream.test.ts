import { describe, expect, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { ApiError } from '../errors.ts'
import * as rooms from '../video/rooms.ts'

const pending = () => new Promise<never>(() => undefined)

describe('a stream', () => {
  it('is not sent if its headers never arrive, nor when they arrive late', async () => {
    let release: (headers: Record<string, string>) => void = () => undefined
    const headers = () => new Promise<Record<string, string>>((resolve) => (release = resolve))
    const { client, sent } = testClient(undefined, { headers })
    const error = await errorOf(client.stream(rooms.list, {}, { timeoutMs: 20 }))
    expect(error).toMatchObject({ name: 'TimeoutError', outcome: 'not-sent' })
    release({ 'x-session': 's1' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(sent).toEqual([])
  })

  it('ends at once when it is aborted before its headers arrive', async () => {
    const { client, sent } = testClient(undefined, { headers: pending })
    const controller = new AbortController()
    const stream = client.stream(rooms.list, {}, { signal: controller.signal })
    controller.abort()
    expect(await errorOf(stream)).toMatchObject({ name: 'AbortError' })
    expect(await errorOf(client.stream(rooms.list, {}, { signal: controller.signal }))).toMatchObject({
      name: 'AbortError',
    })
    expect(sent).toEqual([])
  })

  it('has an unknown outcome if no response begins in time', async () => {
    const { client } = testClient(pending)
    const error = await errorOf(client.stream(rooms.list, {}, { timeoutMs: 20 }))
    expect(error).toMatchObject({ name: 'TimeoutError', outcome: 'unknown' })
  })

  it('hides the credentials that an error response repeats', async () => {
    const { client } = testClient(
      () => json({ errors: [{ detail: 'KEY_test, session-1' }] }, { status: 403 }),
      {
        headers: { 'x-session-token': 'session-1' },
      },
    )
    expect((await errorOf<ApiError>(client.stream(rooms.list, {}))).detail).toBe('…, …')
  })

  it.each([Number.NaN, -1, '20000'])('rejects %j as a time limit', async (timeoutMs) => {
    const { client, sent } = testClient()
    const stream = client.stream(rooms.list, {}, { timeoutMs: timeoutMs as number })
    expect(await errorOf(stream)).toMatchObject({ name: 'ConfigError' })
    expect(sent).toEqual([])
  })
})
