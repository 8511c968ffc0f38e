import { createClient, isApiError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import type { Fault } from '@greenroom/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type AttackRequest,
  type AttackSetup,
  appOrigin,
  mintPath,
  secrets,
  startAttackSetup,
} from './attack-setup.ts'
import type { RawAnswer } from './raw-http.ts'

let setup: AttackSetup

beforeAll(async () => {
  setup = await startAttackSetup()
})
afterEach(() => setup.emulator.faults.clear())
afterAll(() => setup.close())

/** A call that reads, and one that mints. */
const calls: readonly [string, (room: string) => AttackRequest][] = [
  ['GET of a room', (room) => ({ target: `/telnyx/rooms/${room}` })],
  ['POST for a join token', (room) => ({ target: mintPath(room), body: {} })],
]
const html = '<html><body>hush: nginx/1.29.4 at 10.0.0.7</body></html>'
const jsonType = { 'content-type': 'application/json' }

const faults: readonly [string, Fault, number, string][] = [
  ['answers 500', { status: 500 }, 502, 'upstream_failed'],
  [
    'answers 500 in HTML',
    { status: 500, body: html, headers: { 'content-type': 'text/html' } },
    502,
    'upstream_failed',
  ],
  ['answers 502', { status: 502, body: html }, 502, 'upstream_failed'],
  ['answers 503', { status: 503, headers: { 'retry-after': '7' } }, 503, 'unavailable'],
  ['limits the rate', { status: 429, headers: { 'retry-after': '40' } }, 429, 'limited'],
  ['limits the rate for a day', { status: 429, headers: { 'retry-after': '86400' } }, 429, 'limited'],
  [
    'rejects the key',
    { status: 401, body: { errors: [{ code: '10009', detail: 'hush' }] } },
    502,
    'upstream_refused',
  ],
  [
    'answers 200 in HTML',
    { status: 200, body: html, headers: { 'content-type': 'text/html' } },
    502,
    'upstream_failed',
  ],
  ['answers another schema', { status: 200, body: { data: { hush: 1 } } }, 502, 'upstream_failed'],
  ['answers a list', { status: 200, body: [] }, 502, 'upstream_failed'],
  [
    'answers truncated JSON',
    { status: 200, body: '{"data":{"id":', headers: jsonType },
    502,
    'upstream_failed',
  ],
  ['answers eleven megabytes', { status: 200, body: 'x'.repeat(11 << 20) }, 502, 'upstream_failed'],
  [
    'redirects to another host',
    { status: 302, headers: { location: 'https://hush.example/' } },
    502,
    'upstream_failed',
  ],
  [
    'redirects permanently',
    { status: 308, headers: { location: 'https://hush.example/' } },
    502,
    'upstream_failed',
  ],
  ['closes the connection', { drop: true }, 502, 'upstream_failed'],
  ['is slow', { delay_ms: 60_000 }, 504, 'upstream_timeout'],
  ['stalls in the body', { stall: true }, 504, 'upstream_timeout'],
]

/** Sends a request as Ann, with a grant of the room. */
function asAnn(request: AttackRequest, room: string): AttackRequest {
  return { ...request, headers: { 'x-user': 'ann', 'x-room': room, cookie: null } }
}

function expectDocumented(answer: RawAnswer, status: number, code: string): void {
  const body = JSON.parse(answer.body) as Record<string, unknown>
  expect({ status: answer.status, code: body['code'], terminal: body['terminal'] }).toEqual({
    status,
    code,
    terminal: false,
  })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('location')).toBeNull()
  for (const hidden of ['hush', 'nginx', ...Object.values(secrets)]) expect(answer.raw).not.toContain(hidden)
}

describe.each(calls)('a %s', (_, call) => {
  it.each(faults)('reports that the API %s, after one API call', async (_title, fault, status, code) => {
    const { emulator, room } = setup
    emulator.faults.add([{ ...fault, times: 5 }])
    const send = status === 504 ? setup.sendImpatient : setup.sendModerated
    const answer = await send(asAnn(call(room), room))
    expectDocumented(answer, status, code)
    expect(emulator.faults.all()[0]?.times).toBe(4)
    if (code === 'limited' || code === 'unavailable') {
      const waitMs = Number(fault.headers?.['retry-after']) * 1000
      expect(JSON.parse(answer.body).retry_after_ms).toBe(waitMs)
    }
  })

  it('reports that the API cannot be reached', async () => {
    expectDocumented(
      await setup.sendWithoutUpstream(asAnn(call(setup.room), setup.room)),
      502,
      'upstream_failed',
    )
  })
})

describe('a gateway in front of a failing API', () => {
  /** Returns the client of a page. */
  function openPage(user: string, maxRetries = 2) {
    const { room } = setup
    const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const request = new Request(input, init)
      const body = await request.text()
      const sent = {
        method: request.method,
        target: new URL(request.url).pathname,
        ...(body === '' ? {} : { body }),
      }
      const answer = await setup.sendModerated({
        ...sent,
        headers: { 'x-user': user, 'x-room': room, cookie: null },
      })
      return new Response(answer.body, { status: answer.status, headers: answer.headers })
    }
    return createClient({ baseUrl: `${appOrigin}/telnyx`, fetch: Object.assign(send, fetch), maxRetries })
  }

  it('calls the API once per request for a token', async () => {
    const { emulator, room } = setup
    emulator.faults.add([{ status: 500, times: 1000 }])
    const pages = Array.from({ length: 30 }, (_, index) => openPage(`u${index}`, 0))
    const results = await Promise.allSettled(
      pages.map((page) => rooms.createJoinToken(page, { room_id: room })),
    )
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { status: 502 } })
    expect(emulator.faults.all()[0]?.times).toBe(970)
  })

  it('does not add retries to those of the pages’ clients', async () => {
    const { emulator, room } = setup
    emulator.faults.add([{ status: 503, headers: { 'retry-after': '0' }, times: 1000 }])
    const pages = Array.from({ length: 30 }, (_, index) => openPage(`u${index}`))
    const results = await Promise.allSettled(pages.map((page) => rooms.retrieve(page, { room_id: room })))
    for (const result of results) expect(result.status === 'rejected' && isApiError(result.reason)).toBe(true)
    expect(emulator.faults.all()[0]?.times).toBe(910)
  })

  it('serves the next call after the API has recovered', async () => {
    const { emulator, room } = setup
    emulator.faults.add([{ drop: true }])
    const request = asAnn({ target: `/telnyx/rooms/${room}` }, room)
    expect((await setup.sendModerated(request)).status).toBe(502)
    expect((await setup.sendModerated(request)).status).toBe(200)
  })
})
