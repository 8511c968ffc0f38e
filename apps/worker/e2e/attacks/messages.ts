import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { type AttackRequest, mintPath } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const at = (target: string, more: Omit<AttackRequest, 'target'>): AttackRequest => ({ target, ...more })
const makeRoom = (more: Omit<AttackRequest, 'target'>) => at('/telnyx/rooms', { method: 'POST', ...more })

/** A body for the creation of a room. */
function body(
  title: string,
  sent: AttackRequest['body'],
  status = 422,
  code = 'invalid_input',
  headers?: AttackRequest['headers'],
): Attack {
  return {
    title,
    request: makeRoom({ body: sent, ...(headers === undefined ? {} : { headers }) }),
    status,
    code,
  }
}

const type = (title: string, contentType: string | null, sent = '{}') =>
  body(title, sent, 415, 'unsupported_media_type', { 'content-type': contentType })

/** Never ends. */
function* endless(): Generator<string> {
  for (;;) yield ' '.repeat(1024)
}

/** Bodies that are huge, invalid, or of another type than their header says. */
export const bodies: readonly Attack[] = [
  body('a body of a megabyte', { unique_name: 'x'.repeat(1 << 20) }, 413, 'too_large'),
  body('a body one byte too long', `${' '.repeat(16 * 1024 - 1)}{}`, 413, 'too_large'),
  body('an endless body', { [Symbol.iterator]: endless }, 413, 'too_large'),
  body('an endless body with a short Content-Length', { [Symbol.iterator]: endless }, 413, 'too_large', {
    'content-length': '2',
  }),
  body('a body of a megabyte without a user', 'x'.repeat(1 << 20), 413, 'too_large', {
    cookie: null,
  }),
  body('brackets 16,000 deep', '['.repeat(16_000), 400, 'not_json'),
  body('objects 2,000 deep', `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`),
  body('a truncated body', '{"unique_name":', 400, 'not_json'),
  body('two bodies in one', '{}{"admin":true}', 400, 'not_json'),
  body('a list', '[{}]', 400, 'not_json'),
  body('null', 'null', 400, 'not_json'),
  body('a JSON string', '"{}"', 400, 'not_json'),
  body('NaN', '{"max_participants":NaN}', 400, 'not_json'),
  body('a comment', '{/*"admin":true*/}', 400, 'not_json'),
  body('invalid UTF-8', new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]), 400, 'not_json'),
  body('UTF-16', new Uint8Array(Buffer.from('{}', 'utf16le')), 400, 'not_json'),
  body('gzip', new Uint8Array(gzipSync('{}')), 400, 'not_json', { 'content-encoding': 'gzip' }),
  body('a number out of range', '{"max_participants":1e999}'),
  body('a string instead of a number', { max_participants: '9' }),
  body('an object instead of a string', { unique_name: { $ne: '' } }),
  body('an unknown field', { admin: true }),
  body('an id', { id: '00000000-0000-4000-8000-000000000000' }),
  body('a webhook URL', { webhook_event_url: 'https://evil.example' }),
  body('a failover webhook URL', { webhook_event_failover_url: 'https://evil.example' }),
  body('a webhook URL in another case', { Webhook_event_url: 'https://evil.example' }),
  type('JSON as text/plain', 'text/plain'),
  type('a form', 'application/x-www-form-urlencoded', 'max_participants=9'),
  type('a form with files', 'multipart/form-data; boundary=x', '--x--'),
  type('a JSON patch', 'application/json-patch+json'),
  type('two content types', 'text/plain; application/json'),
  type('a body without a type', null),
  type('XML', 'application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
]

/** Names that would change an object's prototype if fields were copied carelessly. */
export const pollution: readonly Attack[] = [
  body('__proto__', '{"__proto__":{"admin":true}}'),
  body(
    '__proto__ beside a valid field',
    '{"max_participants":2,"__proto__":{"webhook_event_url":"https://evil.example"}}',
  ),
  body('constructor', '{"constructor":{"prototype":{"admin":true}}}'),
  body('fields named like methods', '{"toString":"x","hasOwnProperty":"y"}'),
  body('a field twice, the second out of range,', '{"max_participants":2,"max_participants":100000}'),
  ...[
    '__proto__[admin]=1',
    'constructor[prototype][admin]=1',
    'filter[__proto__][gte]=1',
    'page[__proto__]=1',
    'page[constructor]=1',
  ].map(
    (query): Attack => ({
      title: `the query ${query}`,
      request: { target: `/telnyx/rooms?${query}` },
      status: 422,
      code: 'invalid_input',
    }),
  ),
  ...['__proto__', 'constructor', 'toString'].map(
    (name): Attack => ({
      title: `the path ${name}`,
      request: { target: `/telnyx/${name}` },
      status: 404,
      code: 'not_found',
    }),
  ),
  {
    title: 'the room __proto__',
    request: { target: '/telnyx/rooms/__proto__' },
    status: 404,
    code: '10005',
    callsApi: true,
  },
  {
    title: 'a cookie named __proto__',
    request: { target: '/telnyx/rooms', headers: { cookie: '__proto__=x; constructor=y' } },
    status: 401,
    code: 'signed_out',
  },
  {
    title: '__proto__ in a sign-in',
    request: { target: '/session', body: '{"name":"Ann","__proto__":{"id":"root"}}' },
    status: 422,
    code: 'invalid_input',
  },
]

const method = (name: string, request: Attack['request']): Attack => ({
  title: `${name} on a path without it`,
  request,
  status: 405,
  code: 'method_not_allowed',
})

/** Methods that a path does not support. */
export const methods: readonly Attack[] = [
  ...['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'].map((name) =>
    method(name, { method: name, target: '/telnyx/rooms' }),
  ),
  { title: 'HEAD', request: { method: 'HEAD', target: '/telnyx/rooms' }, status: 405 },
  method('GET', ({ room }) => ({ target: mintPath(room) })),
  method('POST with X-HTTP-Method-Override', ({ room }) => ({
    method: 'POST',
    target: `/telnyx/rooms/${room}`,
    headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
    body: { _method: 'DELETE' },
  })),
  {
    title: 'get in lower case',
    request: { method: 'get', target: '/telnyx/rooms' },
    status: 501,
    isServerAnswer: true,
  },
  {
    title: 'an unknown method',
    request: { method: 'EVIL', target: '/telnyx/rooms' },
    status: 501,
    isServerAnswer: true,
  },
]

const notReflected: Attack['check'] = ({ raw }) => expect(raw).not.toMatch(/evil/i)

/** Headers that are forged, repeated, invalid, or meant for another server. */
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
      title: `the header ${name}: ${value}, which has no effect,`,
      request: { target: '/telnyx/rooms', headers: { [name]: value } },
      status: 200,
      callsApi: true,
      check: notReflected,
    }),
  ),
  ...[
    '/telnyx/rooms/x%0d%0aset-cookie:%20evil=1',
    '/telnyx/x%0aevil',
    '/telnyx/rooms?evil%0d%0aset-cookie:%20evil=1',
  ].map(
    (target): Attack => ({
      title: `an escaped line break in ${target}`,
      request: { target },
      status: target.includes('?') ? 422 : 404,
      code: target.includes('?') ? 'invalid_input' : 'not_found',
      check: ({ headers: answered }) =>
        expect([answered.get('set-cookie'), answered.get('evil')]).toEqual([null, null]),
    }),
  ),
  {
    title: 'a line break in a name',
    request: { target: '/session', body: { name: 'Ann\r\nset-cookie: evil=1' } },
    status: 422,
    code: 'invalid_input',
    check: notReflected,
  },
  {
    title: 'a cookie of 12,000 characters',
    request: { target: '/telnyx/rooms', headers: { cookie: `user=${'x'.repeat(12_000)}` } },
    status: 401,
    code: 'signed_out',
  },
  {
    title: 'an invalid host',
    request: { target: '/telnyx/rooms', headers: { host: 'a b' } },
    status: 404,
    code: 'not_found',
  },
  ...[
    ['a bare carriage return', 'a\rset-cookie: evil=1'],
    ['a null byte', 'a\0b'],
  ].map(
    ([name, value = '']): Attack => ({
      title: `${name} in a header`,
      request: { target: '/telnyx/rooms', headers: { 'x-any': value } },
      status: 400,
      isServerAnswer: true,
      check: notReflected,
    }),
  ),
  {
    title: 'a negative length',
    request: { target: '/telnyx/rooms', headers: { 'content-length': '-5' } },
    status: 400,
    isServerAnswer: true,
  },
  {
    title: 'two lengths',
    request: makeRoom({ headers: { 'content-length': ['2', '40'] }, body: '{}' }),
    status: 400,
    isServerAnswer: true,
  },
  {
    title: 'a missing host',
    request: { target: '/telnyx/rooms', headers: { host: null } },
    status: 400,
    isServerAnswer: true,
  },
]
