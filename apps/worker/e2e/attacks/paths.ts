import { expect } from 'vitest'
import { appOrigin, mintOf } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

function path(
  tries: string,
  target: string | ((room: string) => string),
  more: Partial<Attack> = {},
): Attack {
  const ask: Attack['ask'] = ({ room }) => ({ target: typeof target === 'string' ? target : target(room) })
  const refused = more.status === undefined ? { code: 'not_found' } : {}
  return { tries, ask, status: 404, ...refused, ...more }
}

/** Paths that mean one thing to who checks them, and another to who serves them. */
export const paths: readonly Attack[] = [
  path('a doubled slash', '/telnyx//rooms'),
  path('a doubled slash before', '//telnyx/rooms'),
  path('a slash behind', '/telnyx/rooms/'),
  path('a host as a path', '//evil.example/telnyx/rooms'),
  path('a host behind the base path', '/telnyx//evil.example/rooms'),
  path('a host by an at-sign', '/telnyx/@evil.example/rooms'),
  path('an escaped slash in the base path', '/telnyx%2Frooms'),
  path('an escaped slash in an id', (room) => `/telnyx/rooms/${room}%2Fsessions`),
  path(
    'a twice escaped slash, which is an id that nothing has',
    (room) => `/telnyx/rooms/${room}%252Fsessions`,
    {
      reaches: true,
      code: '10005',
    },
  ),
  path('an escaped backslash', (room) => `/telnyx/rooms/${room}%5Csessions`),
  path('a backslash, which a URL takes for a slash', '/telnyx\\rooms\\..\\..\\v2'),
  path('dots out of the base path', '/telnyx/../v2/rooms'),
  path('dots to the API’s root', '/telnyx/rooms/../../v2/rooms'),
  path('escaped dots', '/telnyx/%2e%2e/v2/rooms'),
  path('half escaped dots', '/telnyx/rooms/.%2e/.%2e/v2'),
  path('dots behind an escaped slash', '/telnyx/rooms/..%2f..%2f_emulator'),
  path('dots as an id', '/telnyx/rooms/%2e%2e/actions/generate_join_client_token'),
  path('dots from another endpoint', (room) => `${mintOf(room)}/../../../../room_sessions`),
  path('an overlong slash', '/telnyx/rooms/%c0%af'),
  path('a slash of full width, which is an id that nothing has', '/telnyx/rooms/%EF%BC%8F', {
    reaches: true,
    code: '10005',
  }),
  path('a null byte', (room) => `/telnyx/rooms/${room}%00`),
  path('a null byte that is not escaped', '/telnyx/rooms\0', { status: 400, byServer: true }),
  path('half an escape', '/telnyx/rooms/%2'),
  path('an escape of no digits', '/telnyx/rooms/%zz'),
  path('an escaped letter', '/telnyx/%72ooms'),
  path('capitals', '/telnyx/Rooms'),
  path('capitals in the base path', '/Telnyx/rooms'),
  path('an id in capitals', (room) => `/telnyx/rooms/${room.toUpperCase()}`),
  path('a parameter behind a semicolon', '/telnyx/rooms;id=1'),
  path('the name of the placeholder, which is an id that nothing has', '/telnyx/rooms/{room_id}', {
    reaches: true,
    code: '10005',
  }),
  path('an empty id', '/telnyx/rooms//actions/generate_join_client_token'),
  path('a base path that is longer', '/telnyxx/rooms'),
  path('the base path alone', '/telnyx'),
  path('a file', '/telnyx/rooms/index.html/..;/'),
  path('the Worker’s source', '/index.js'),
  path('its environment', '/.dev.vars'),
  path('the upstream’s control', '/_emulator/state'),
  path('the upstream’s control behind the base path', '/telnyx/_emulator/state'),
  path('the API’s version', '/telnyx/v2/rooms'),
  path('an address of 60,000 characters', `/telnyx/${'a'.repeat(60_000)}`),
  path('a target that is no path', 'telnyx'),
  path('another site’s address as the target', `http://evil.example/evil`),
  ...['/telnyx/rooms/../rooms', '/telnyx/./rooms', `${appOrigin}/telnyx/rooms`].map((target) =>
    path(`${target}, which is just another spelling`, target, {
      status: 200,
      reaches: true,
      check: ({ body }) => expect(JSON.parse(body).data).toHaveLength(2),
    }),
  ),
  ...['//evil.example', '/\\evil.example', '/telnyx//evil.example/%2e%2e', '/session//evil.example'].map(
    (target) =>
      path(`a redirection by ${target}`, target, {
        check: ({ headers }) => expect(headers.get('location')).toBeNull(),
      }),
  ),
]
