import { createEmulator } from '@greenroom/emulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { importExample } from './import-example.ts'

const settings = {
  TELNYX_API_KEY: 'KEY_any',
  TELNYX_BASE_URL: 'http://127.0.0.1:4010/v2',
  GATEWAY_SECRET: 'a-secret-of-at-least-thirty-two-bytes',
  APP_ORIGIN: 'http://localhost:3000',
}
type Handler = (request: Request, env?: typeof settings) => Promise<Response>

const request = (cookie?: string) =>
  new Request(`${settings.APP_ORIGIN}/telnyx/rooms/${roomId}`, {
    headers: { 'sec-fetch-site': 'same-origin', ...(cookie !== undefined && { cookie }) },
  })

let roomId: string

beforeEach(async () => {
  const emulator = createEmulator()
  const response = await emulator.fetch(`${settings.TELNYX_BASE_URL}/rooms`, {
    method: 'POST',
    headers: { authorization: 'Bearer KEY_any', 'content-type': 'application/json' },
    body: '{"unique_name":"standup"}',
  })
  roomId = ((await response.json()) as { data: { id: string } }).data.id
  vi.stubGlobal('fetch', emulator.fetch)
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

describe('the gateways of the tutorials', () => {
  it.each([
    [
      'first-call',
      async () =>
        (await importExample<{ default: { fetch: Handler } }>('tutorials/first-call/worker/index.ts')).default
          .fetch,
    ],
    [
      'from-the-sample-app',
      async () =>
        (await importExample<{ GET: Handler }>('tutorials/from-the-sample-app/app/telnyx/[...path]/route.ts'))
          .GET,
    ],
  ])('%s shows a room to a user with the cookie only', async (_, load) => {
    const handle = await load()
    const answer = await handle(request('name=Ann'), settings)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ data: { unique_name: 'standup' } })
    expect((await handle(request(), settings)).status).toBe(401)
  })
})
