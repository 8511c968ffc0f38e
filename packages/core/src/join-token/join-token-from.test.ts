import { describe, expect, it } from 'vitest'
import { createClient } from '../client.ts'
import { joinTokenFrom } from './join-token-from.ts'

function serve(status: number, body: unknown) {
  const requests: { url: string; body: unknown }[] = []
  const client = createClient({
    apiKey: 'KEY_test',
    baseUrl: 'http://127.0.0.1/v2',
    fetch: async (input, init) => {
      const request = new Request(input, init)
      requests.push({ url: request.url, body: await request.json() })
      return Response.json(body, { status })
    },
  })
  return { requests, calls: joinTokenFrom(client, 'room-1') }
}

const { signal } = new AbortController()

describe('joinTokenFrom', () => {
  it('mints and refreshes tokens of its room', async () => {
    const { requests, calls } = serve(201, { data: { token: 'a.b.c', refresh_token: 'd.e.f' } })
    expect(await calls.mint({ signal })).toEqual({ token: 'a.b.c', refresh_token: 'd.e.f' })
    await calls.refresh({ refresh_token: 'd.e.f', signal })
    expect(requests).toEqual([
      { url: 'http://127.0.0.1/v2/rooms/room-1/actions/generate_join_client_token', body: {} },
      {
        url: 'http://127.0.0.1/v2/rooms/room-1/actions/refresh_client_token',
        body: { refresh_token: 'd.e.f' },
      },
    ])
  })

  it('does not retry, because the source does', async () => {
    const { requests, calls } = serve(503, {})
    await expect(calls.mint({ signal })).rejects.toMatchObject({ status: 503 })
    await expect(calls.refresh({ refresh_token: 'd.e.f', signal })).rejects.toMatchObject({ status: 503 })
    expect(requests).toHaveLength(2)
  })

  it('aborts its calls with the signal of the source', async () => {
    const { calls } = serve(201, { data: { token: 'a.b.c' } })
    await expect(calls.mint({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  })
})
