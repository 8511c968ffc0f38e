import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createClient } from '@greenroom/core'
import { roomCompositions, roomRecordings, roomSessions, rooms } from '@greenroom/core/video'
import { createWebhookKeys } from '@greenroom/core/webhooks'
import { createEmulator } from '@greenroom/emulator'
import { expect, it } from 'vitest'
import { type AuthorizeResult, createGateway, deny, type Gateway } from '../src/index.ts'
import { createRandom } from './fuzz/random.ts'
import { drawRequest, type Known } from './fuzz/requests.ts'
import { apiKey, origin, secret } from './harness.ts'

const count = Number(process.env['FUZZ_REQUESTS'] ?? 2_000)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
/** Requests after which the emulator is emptied, so that growing memory is the gateway's. */
const perApi = 500

const webhookKeys = await createWebhookKeys()
const api = createEmulator({ apiKey, seed: 'empty' })
const upstream = createClient({ apiKey, fetch: api.fetch })

function authorize({ headers }: Request): AuthorizeResult {
  const user = headers.get('x-user') ?? ''
  const room = headers.get('x-room')
  const results: Record<string, () => AuthorizeResult> = {
    'signed-out': () => null,
    denied: () => deny('hush: owes money'),
    revoked: () => deny('hush: banned', { revoked: true }),
    answered: () => new Response('pay first', { status: 402 }),
    broken: () => {
      throw new Error('hush: the database is down')
    },
    held: () => ({ user, rooms: (id) => id === room }),
  }
  const result = results[user]
  return result ? result() : { user, tokenTtlSecs: 60, claims: { name: user } }
}

function gatewayWith(cookieMode: boolean): Gateway {
  return createGateway({
    apiKey,
    secret,
    audience: origin,
    basePath: '/telnyx',
    origins: [origin],
    cookieMode,
    expose: [
      ...[
        rooms.list,
        rooms.create,
        rooms.retrieve,
        rooms.update,
        rooms.createJoinToken,
        rooms.refreshJoinToken,
      ],
      ...[roomSessions.list, roomSessions.listByRoom, roomSessions.retrieve, roomSessions.listParticipants],
      ...[roomSessions.kick, roomSessions.mute, roomSessions.end, roomRecordings.list, roomCompositions.list],
    ],
    authorize,
    webhooks: { publicKeys: webhookKeys.publicKey },
    onWebhook: () => {},
    fetch: api.fetch,
    onRefusal: () => {},
  })
}

/** Empties the API and creates a room with one participant. */
async function resetApi(gateway: Gateway): Promise<Known> {
  api.reset('empty')
  const page = createClient({
    baseUrl: 'https://gateway.example/telnyx',
    fetch: gateway,
    headers: { 'x-user': 'ann' },
  })
  const { id } = await rooms.create(upstream, { webhook_event_url: 'https://hush.example' })
  const { token, refresh_token } = await rooms.createJoinToken(page, { room_id: id })
  const { session_id } = await api.join(id, { client_token: token })
  return { rooms: [id], sessions: [session_id ?? id], handles: [refresh_token ?? ''] }
}

/** Whether the README has a status. This API never fails, so only a broken `authorize` causes a 5xx. */
function isDocumented(status: number, user: string | null): boolean {
  if (status === 402) return user === 'answered'
  if (status >= 500) return status === 503 && user === 'broken'
  return [200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422].includes(status)
}

const problemFields = [
  'type',
  'title',
  'status',
  'code',
  'terminal',
  'retry_after_ms',
  'request_id',
  'pointer',
]

function describeViolation(
  status: number,
  headers: Headers,
  text: string,
  user: string | null,
): string | undefined {
  const all = `${text}\n${JSON.stringify([...headers])}`
  if (!isDocumented(status, user)) return 'the status is not documented'
  if (headers.get('cache-control') !== 'no-store') return 'a cache may store it'
  for (const hidden of [apiKey, secret, 'hush']) if (all.includes(hidden)) return `it contains '${hidden}'`
  for (const [, claims = ''] of all.matchAll(/eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+/g)) {
    if (Buffer.from(claims, 'base64url').includes('"typ":"refresh"'))
      return 'it contains the API’s refresh token'
  }
  if (status < 400 || status === 402 || text === '') return undefined
  const problem = JSON.parse(text) as Record<string, unknown>
  if (headers.get('content-type') !== 'application/problem+json') return 'it is not problem+json'
  return Object.keys(problem).find((name) => !problemFields.includes(name))
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapBytes(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

it(`answers ${count} random requests with documented statuses, without secrets or growing memory`, {
  timeout: 900_000,
}, async () => {
  const gateways = [gatewayWith(false), gatewayWith(true)] as const
  const seen = new Map<number, number>()
  let known: Known | undefined
  let settledBytes = 0
  for (let index = 0; index < count; index++) {
    const random = createRandom(seed * 1_000_003 + index)
    if (index % perApi === 0) {
      known = await resetApi(gateways[0])
    }
    if (!known) continue
    const request = drawRequest(random, known)
    request.headers.set('x-room', known.rooms[0])
    const what = `seed ${seed}, request ${index}: ${request.method} ${request.url}`
    const response = await random.pick(gateways)(request)
    const { status, headers } = response
    const violation = describeViolation(status, headers, await response.text(), request.headers.get('x-user'))
    if (violation !== undefined) expect.fail(`${what} is answered ${status}: ${violation}`)
    seen.set(status, (seen.get(status) ?? 0) + 1)
    // Bounded caches, such as that of mints, are full by then.
    if (index === Math.floor(count / 2)) settledBytes = heapBytes()
  }
  api.reset('empty')
  const grownBytes = heapBytes() - settledBytes
  // Otherwise the generator tests only a part of the gateway.
  for (const status of [200, 201, 400, 401, 403, 404, 405, 413, 415, 422])
    expect([...seen.keys()]).toContain(status)
  // `npm run soak` shows the statistics.
  if (process.env['FUZZ_REQUESTS'] !== undefined) {
    console.log(
      `${count} requests: ${JSON.stringify(Object.fromEntries(seen))}, heap +${(grownBytes / 1e6).toFixed(2)} MB`,
    )
  }
  expect(grownBytes).toBeLessThan(4_000_000)
})
