import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { type AttackRequest, mintOf } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const at = (target: string, more: Omit<AttackRequest, 'target'>): AttackRequest => ({ target, ...more })
const makeRoom = (more: Omit<AttackRequest, 'target'>) => at('/telnyx/rooms', { method: 'POST', ...more })

/** A body for the making of a room. */
function body(
  tries: string,
  sent: AttackRequest['body'],
  status = 422,
  code = 'invalid_input',
  headers?: AttackRequest['headers'],
): Attack {
  return { tries, ask: makeRoom({ body: sent, ...(headers === undefined ? {} : { headers }) }), status, code }
}

const type = (tries: string, contentType: string | null, sent = '{}') =>
  body(tries, sent, 415, 'unsupported_media_type', { 'content-type': contentType })

/** Comes to no end: who reads on waits for hours. */
function* endless(): Generator<string> {
  for (;;) yield ' '.repeat(1024)
}

/** Bodies that are huge, broken, or of another kind than they say. */
export const bodies: readonly Attack[] = [
  body('a body of a megabyte', { unique_name: 'x'.repeat(1 << 20) }, 413, 'too_large'),
  body('a body one byte too long', `${' '.repeat(16 * 1024 - 1)}{}`, 413, 'too_large'),
  body('a body that comes to no end', { [Symbol.iterator]: endless }, 413, 'too_large'),
  body(
    'a body that comes to no end, and says that it is short',
    { [Symbol.iterator]: endless },
    413,
    'too_large',
    {
      'content-length': '2',
    },
  ),
  body('a body of a megabyte, for somebody not signed in', 'x'.repeat(1 << 20), 413, 'too_large', {
    cookie: null,
  }),
  body('brackets 16,000 deep', '['.repeat(16_000), 400, 'not_json'),
  body('objects 2,000 deep', `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`),
  body('a body that is cut', '{"unique_name":', 400, 'not_json'),
  body('two bodies in one', '{}{"admin":true}', 400, 'not_json'),
  body('a list', '[{}]', 400, 'not_json'),
  body('null', 'null', 400, 'not_json'),
  body('a text', '"{}"', 400, 'not_json'),
  body('a number that is none', '{"max_participants":NaN}', 400, 'not_json'),
  body('a comment', '{/*"admin":true*/}', 400, 'not_json'),
  body('bytes that are no UTF-8', new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]), 400, 'not_json'),
  body('UTF-16', new Uint8Array(Buffer.from('{}', 'utf16le')), 400, 'not_json'),
  body('gzip', new Uint8Array(gzipSync('{}')), 400, 'not_json', { 'content-encoding': 'gzip' }),
  body('a number beyond all bounds', '{"max_participants":1e999}'),
  body('a text for a number', { max_participants: '9' }),
  body('an object for a text', { unique_name: { $ne: '' } }),
  body('an unknown field', { admin: true }),
  body('an id of one’s own', { id: '00000000-0000-4000-8000-000000000000' }),
  body('where events go', { webhook_event_url: 'https://evil.example' }),
  body('where events go, the second time', { webhook_event_failover_url: 'https://evil.example' }),
  body('where events go, in other letters', { Webhook_event_url: 'https://evil.example' }),
  type('JSON as text, which any site’s page may send', 'text/plain'),
  type('a form', 'application/x-www-form-urlencoded', 'max_participants=9'),
  type('a form with files', 'multipart/form-data; boundary=x', '--x--'),
  type('JSON of another kind', 'application/json-patch+json'),
  type('JSON behind text', 'text/plain; application/json'),
  type('JSON of no type', null),
  type('XML', 'application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
]

/** What would reach an object's prototype where fields are copied without care. */
export const pollution: readonly Attack[] = [
  body('__proto__', '{"__proto__":{"admin":true}}'),
  body(
    '__proto__ beside a good field',
    '{"max_participants":2,"__proto__":{"webhook_event_url":"https://evil.example"}}',
  ),
  body('constructor', '{"constructor":{"prototype":{"admin":true}}}'),
  body('a field named as a method', '{"toString":"x","hasOwnProperty":"y"}'),
  body('a field twice, the second out of bounds', '{"max_participants":2,"max_participants":100000}'),
  ...[
    '__proto__[admin]=1',
    'constructor[prototype][admin]=1',
    'filter[__proto__][gte]=1',
    'page[__proto__]=1',
    'page[constructor]=1',
  ].map(
    (query): Attack => ({
      tries: `the query ${query}`,
      ask: { target: `/telnyx/rooms?${query}` },
      status: 422,
      code: 'invalid_input',
    }),
  ),
  ...['__proto__', 'constructor', 'toString'].map(
    (name): Attack => ({
      tries: `the path ${name}`,
      ask: { target: `/telnyx/${name}` },
      status: 404,
      code: 'not_found',
    }),
  ),
  {
    tries: 'the room __proto__',
    ask: { target: '/telnyx/rooms/__proto__' },
    status: 404,
    code: '10005',
    reaches: true,
  },
  {
    tries: 'a cookie named __proto__',
    ask: { target: '/telnyx/rooms', headers: { cookie: '__proto__=x; constructor=y' } },
    status: 401,
    code: 'signed_out',
  },
  {
    tries: '__proto__ in a sign-in',
    ask: { target: '/session', body: '{"name":"Ann","__proto__":{"id":"root"}}' },
    status: 422,
    code: 'invalid_input',
  },
]

const method = (name: string, ask: Attack['ask']): Attack => ({
  tries: `${name} where it is not meant`,
  ask,
  status: 405,
  code: 'method_not_allowed',
})

/** Methods that a path does not have. */
export const methods: readonly Attack[] = [
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'].map((name) =>
    method(name, { method: name, target: '/telnyx/rooms' }),
  ),
  { tries: 'HEAD, whose answer has no body', ask: { method: 'HEAD', target: '/telnyx/rooms' }, status: 405 },
  method('GET', ({ room }) => ({ target: mintOf(room) })),
  method('POST with X-HTTP-Method-Override', ({ room }) => ({
    method: 'POST',
    target: `/telnyx/rooms/${room}`,
    headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
    body: { _method: 'DELETE' },
  })),
  {
    tries: 'get in small letters',
    ask: { method: 'get', target: '/telnyx/rooms' },
    status: 501,
    byServer: true,
  },
  {
    tries: 'a method of its own',
    ask: { method: 'EVIL', target: '/telnyx/rooms' },
    status: 501,
    byServer: true,
  },
]

const unreflected: Attack['check'] = ({ raw }) => expect(raw).not.toMatch(/evil/i)

/** Headers that are forged, repeated, broken, or meant for somebody behind. */
export const headers: readonly Attack[] = [
  ...[
    ['x-request-id', 'evil'],
    ['authorization', 'Bearer KEY_evil'],
    ['x-api-key', 'evil'],
    ['x-original-url', '/evil'],
    ['x-rewrite-url', '/evil'],
    ['x-forwarded-proto', 'evil'],
    ['forwarded', 'host=evil.example'],
    ['cf-connecting-ip', 'evil'],
    ['connection', 'cookie, evil'],
    ['range', 'bytes=0-evil'],
    ['if-none-match', '*'],
    ['accept', 'text/evil'],
    ['access-control-request-headers', 'evil'],
  ].map(
    ([name = '', value = '']): Attack => ({
      tries: `${name}: ${value}, which changes nothing and does not come back`,
      ask: { target: '/telnyx/rooms', headers: { [name]: value } },
      status: 200,
      reaches: true,
      check: unreflected,
    }),
  ),
  ...[
    '/telnyx/rooms/x%0d%0aset-cookie:%20evil=1',
    '/telnyx/x%0aevil',
    '/telnyx/rooms?evil%0d%0aset-cookie:%20evil=1',
  ].map(
    (target): Attack => ({
      tries: `an escaped line break in ${target}`,
      ask: { target },
      status: target.includes('?') ? 422 : 404,
      code: target.includes('?') ? 'invalid_input' : 'not_found',
      check: ({ headers: answered }) =>
        expect([answered.get('set-cookie'), answered.get('evil')]).toEqual([null, null]),
    }),
  ),
  {
    tries: 'a line break in a name',
    ask: { target: '/session', body: { name: 'Ann\r\nset-cookie: evil=1' } },
    status: 422,
    code: 'invalid_input',
    check: unreflected,
  },
  {
    tries: 'a cookie of 12,000 characters',
    ask: { target: '/telnyx/rooms', headers: { cookie: `user=${'x'.repeat(12_000)}` } },
    status: 401,
    code: 'signed_out',
  },
  {
    tries: 'a host that is none',
    ask: { target: '/telnyx/rooms', headers: { host: 'a b' } },
    status: 404,
    code: 'not_found',
  },
  ...[
    ['a bare carriage return', 'a\rset-cookie: evil=1'],
    ['a null byte', 'a\0b'],
  ].map(
    ([what, value = '']): Attack => ({
      tries: `${what} in a header`,
      ask: { target: '/telnyx/rooms', headers: { 'x-any': value } },
      status: 400,
      byServer: true,
      check: unreflected,
    }),
  ),
  {
    tries: 'a negative length',
    ask: { target: '/telnyx/rooms', headers: { 'content-length': '-5' } },
    status: 400,
    byServer: true,
  },
  {
    tries: 'two lengths',
    ask: makeRoom({ headers: { 'content-length': ['2', '40'] }, body: '{}' }),
    status: 400,
    byServer: true,
  },
  {
    tries: 'no host',
    ask: { target: '/telnyx/rooms', headers: { host: null } },
    status: 400,
    byServer: true,
  },
]
