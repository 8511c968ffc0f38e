import { origin } from '../harness.ts'
import type { Random } from './random.ts'

/** Existing ids and handles, which random text would never equal. */
export interface Known {
  readonly rooms: readonly [string, ...string[]]
  readonly sessions: readonly [string, ...string[]]
  readonly handles: readonly [string, ...string[]]
}

/** Users. Each has another result of `authorize`: see the gateway of the test. */
const users = ['signed-out', 'denied', 'revoked', 'answered', 'broken', 'held', 'ben'] as const

type Call = readonly [method: string, path: string]

/** Paths, each with one of its methods. */
const calls: readonly [Call, ...Call[]] = [
  ['GET', '/rooms'],
  ['POST', '/rooms'],
  ['GET', '/rooms/{room}'],
  ['PATCH', '/rooms/{room}'],
  ['GET', '/rooms/{room}/sessions'],
  ['POST', '/rooms/{room}/actions/generate_join_client_token'],
  ['POST', '/rooms/{room}/actions/generate_join_client_token'],
  ['POST', '/rooms/{room}/actions/refresh_client_token'],
  ['POST', '/rooms/{room}/actions/refresh_client_token'],
  ['GET', '/room_sessions'],
  ['GET', '/room_sessions/{session}'],
  ['GET', '/room_sessions/{session}/participants'],
  ['POST', '/room_sessions/{session}/actions/kick'],
  ['POST', '/room_sessions/{session}/actions/mute'],
  ['POST', '/room_sessions/{session}/actions/end'],
  ['GET', '/room_recordings'],
  ['GET', '/room_compositions'],
  ['POST', '/texml/calls'],
  ['POST', '/webhooks'],
  ['GET', '/keys'],
  ['GET', '/'],
]
const methods = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD', 'PROPFIND'] as const
const spoils = [
  '%2F',
  '%5c',
  '%00',
  '%zz',
  '//',
  '/./',
  '/../',
  '%2e%2e',
  ';x',
  '\\',
  '#',
  '?',
  'é',
  '%c0%af',
] as const
const queries = [
  'page[size]=2',
  'page[number]=9',
  'page[size]=-1',
  'filter[unique_name]=x',
  'filter[date_created_at][gte]=x',
  'include_sessions=true',
  '__proto__[x]=1',
  'token_ttl_secs=60',
  'a[b][c][d]=1',
  'page=1&page=2',
  '%',
] as const
const fields = [
  'unique_name',
  'max_participants',
  'token_ttl_secs',
  'refresh_token_ttl_secs',
  'refresh_token',
  'participants',
  'exclude',
  'webhook_event_url',
  'room_id',
  'user',
  '__proto__',
  'constructor',
] as const
const types = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  '',
  'application/x-www-form-urlencoded',
] as const
const origins = [
  'https://gateway.example',
  'https://evil.example',
  'null',
  `${origin}.evil.example`,
  '',
] as const

/** Draws a request: usually a valid one with a few faults. */
export function drawRequest(random: Random, known: Known): Request {
  for (;;) {
    try {
      return tryToDraw(random, known)
    } catch {
      // A gateway never receives what is not a valid `Request`.
    }
  }
}

function tryToDraw(random: Random, known: Known): Request {
  const [usual, path] = random.pick(calls)
  const method = random.oneIn(6) ? random.pick(methods) : usual
  const headers = new Headers({ 'x-user': random.oneIn(3) ? random.pick(users) : 'ann' })
  const from = random.oneIn(5) ? random.pick(origins) : origin
  if (from !== '') headers.set('origin', from)
  if (random.oneIn(4))
    headers.set('sec-fetch-site', random.pick(['same-origin', 'cross-site', 'none', random.text(6)]))
  if (random.oneIn(4))
    headers.set('cookie', random.pick(['a=b', random.text(20), `__Host-x=${random.pick(known.handles)}`]))
  if (random.oneIn(6))
    headers.set(random.pick(['x-request-id', 'accept', 'range', 'access-control-request-method']), 'POST')
  const hasBody = method !== 'GET' && method !== 'HEAD' && !random.oneIn(6)
  const type = random.oneIn(8) ? random.pick(types) : types[0]
  if (hasBody && type !== '') headers.set('content-type', type)
  const url = `https://gateway.example${drawPath(path, random, known)}`
  return new Request(url, { method, headers, ...(hasBody ? { body: drawBody(random, known) } : {}) })
}

function drawPath(template: string, random: Random, { rooms, sessions }: Known): string {
  const id = (ids: Known['rooms']) =>
    random.oneIn(8) ? encodeURIComponent(random.text(12).toWellFormed()) : random.pick(ids)
  let path = `${random.oneIn(20) ? random.text(5) : '/telnyx'}${template}`
  path = path.replace('{room}', () => id(rooms)).replace('{session}', () => id(sessions))
  if (random.oneIn(8)) {
    const at = random.below(path.length)
    path = path.slice(0, at) + random.pick(spoils) + path.slice(at)
  }
  if (random.oneIn(12)) path = path.toUpperCase()
  return random.oneIn(6) ? `${path}?${random.pick(queries)}&${random.oneIn(3) ? random.text(8) : ''}` : path
}

function drawBody(random: Random, known: Known): BodyInit {
  switch (random.below(10)) {
    case 0:
      return random.text(40)
    case 1:
      return Uint8Array.from({ length: random.below(60) }, () => random.below(256))
    case 2:
      return ' '.repeat(random.below(40_000))
    case 3:
      return JSON.stringify(drawObject(random, known)).slice(0, random.below(40))
    case 4:
      return JSON.stringify([drawObject(random, known)])
    default:
      return random.oneIn(3) ? '{}' : JSON.stringify(drawObject(random, known))
  }
}

function drawObject(random: Random, known: Known): object {
  const entries = Array.from({ length: 1 + random.below(3) }, () => {
    const name = random.oneIn(8) ? random.text(6) : random.pick(fields)
    return [name, drawValue(name, random, known)] as const
  })
  return Object.fromEntries(entries)
}

function drawValue(name: string, random: Random, known: Known): unknown {
  if (name === 'refresh_token' && !random.oneIn(5)) {
    const handle = random.pick(known.handles)
    return random.oneIn(3) ? handle.slice(0, random.below(handle.length)) : handle
  }
  return random.pick([
    random.below(5000),
    random.text(20),
    'all',
    null,
    true,
    -1,
    0.5,
    [random.text(3)],
    { x: random.pick(known.handles) },
  ])
}
