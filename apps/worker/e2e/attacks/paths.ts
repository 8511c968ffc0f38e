import { expect } from 'vitest'
import { appOrigin, mintPath } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

function path(
  title: string,
  target: string | ((room: string) => string),
  more: Partial<Attack> = {},
): Attack {
  const request: Attack['request'] = ({ room }) => ({
    target: typeof target === 'string' ? target : target(room),
  })
  const refused = more.status === undefined ? { code: 'not_found' } : {}
  return { title, request, status: 404, ...refused, ...more }
}

/** Paths that a check and a server may read differently. */
export const paths: readonly Attack[] = [
  path('a doubled slash', '/telnyx//rooms'),
  path('a doubled leading slash', '//telnyx/rooms'),
  path('a trailing slash', '/telnyx/rooms/'),
  path('a host as a path', '//evil.example/telnyx/rooms'),
  path('a host after the base path', '/telnyx//evil.example/rooms'),
  path('a host after an at-sign', '/telnyx/@evil.example/rooms'),
  path('an escaped slash in the base path', '/telnyx%2Frooms'),
  path('an escaped slash in an id', (room) => `/telnyx/rooms/${room}%2Fsessions`),
  path('a slash that is escaped twice', (room) => `/telnyx/rooms/${room}%252Fsessions`),
  path('dots that are escaped twice', '/telnyx/rooms/%252e%252e%252f'),
  path('an escaped query in an id', (room) => `/telnyx/rooms/${room}%3Fadmin=1`),
  path('an escaped fragment in an id', (room) => `/telnyx/rooms/${room}%23`),
  path('an escaped backslash', (room) => `/telnyx/rooms/${room}%5Csessions`),
  path('backslashes', '/telnyx\\rooms\\..\\..\\v2'),
  path('dots that leave the base path', '/telnyx/../v2/rooms'),
  path('dots to the API’s root', '/telnyx/rooms/../../v2/rooms'),
  path('escaped dots', '/telnyx/%2e%2e/v2/rooms'),
  path('half escaped dots', '/telnyx/rooms/.%2e/.%2e/v2'),
  path('dots after an escaped slash', '/telnyx/rooms/..%2f..%2f_emulator'),
  path('dots as an id', '/telnyx/rooms/%2e%2e/actions/generate_join_client_token'),
  path('dots from another endpoint', (room) => `${mintPath(room)}/../../../../room_sessions`),
  path('an overlong slash', '/telnyx/rooms/%c0%af'),
  path('a full-width slash', '/telnyx/rooms/%EF%BC%8F'),
  path('a null byte', (room) => `/telnyx/rooms/${room}%00`),
  path('an unescaped null byte', '/telnyx/rooms\0', { status: 400, isServerAnswer: true }),
  path('half an escape', '/telnyx/rooms/%2'),
  path('an escape without digits', '/telnyx/rooms/%zz'),
  path('an escaped letter', '/telnyx/%72ooms'),
  path('capitals', '/telnyx/Rooms'),
  path('capitals in the base path', '/Telnyx/rooms'),
  path('an id in capitals', (room) => `/telnyx/rooms/${room.toUpperCase()}`),
  path('a parameter after a semicolon', '/telnyx/rooms;id=1'),
  path('the placeholder of the id', '/telnyx/rooms/{room_id}'),
  path('an empty id', '/telnyx/rooms//actions/generate_join_client_token'),
  path('a longer base path', '/telnyxx/rooms'),
  path('the base path alone', '/telnyx'),
  path('a file', '/telnyx/rooms/index.html/..;/'),
  path('the Worker’s source', '/index.js'),
  path('the Worker’s secrets', '/.dev.vars'),
  path('the emulator’s control API', '/_emulator/state'),
  path('the emulator’s control API after the base path', '/telnyx/_emulator/state'),
  path('the API’s version', '/telnyx/v2/rooms'),
  path('an address of 60,000 characters', `/telnyx/${'a'.repeat(60_000)}`),
  path('a target without a slash', 'telnyx'),
  path('another site’s URL as the target', `http://evil.example/evil`),
  ...['/telnyx/rooms/../rooms', '/telnyx/./rooms', `${appOrigin}/telnyx/rooms`].map((target) =>
    path(`${target}, another spelling of a path,`, target, {
      status: 200,
      callsApi: true,
      check: ({ body }) => expect(JSON.parse(body).data).toHaveLength(2),
    }),
  ),
  ...['//evil.example', '/\\evil.example', '/telnyx//evil.example/%2e%2e', '/session//evil.example'].map(
    (target) =>
      path(`a redirect through ${target}`, target, {
        check: ({ headers }) => expect(headers.get('location')).toBeNull(),
      }),
  ),
]
