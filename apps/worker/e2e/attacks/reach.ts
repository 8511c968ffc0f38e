import { decodeJwt, SignJWT } from 'jose'
import { expect } from 'vitest'
import { type AttackSetup, appOrigin, mintOf, refreshOf, secrets } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const nobody = '00000000-0000-4000-8000-000000000000'

function mint(tries: string, body: unknown, more: Partial<Attack> = {}): Attack {
  return {
    tries,
    ask: ({ room }) => ({ target: mintOf(room), body: body as object }),
    status: 422,
    code: 'invalid_input',
    ...more,
  }
}

/** Tokens for longer, for more, or for somebody else than was granted. */
export const lifetimes: readonly Attack[] = [
  ...[1e9, 3601, 9, 0, -1, 60.5, '600', null, [600], true].map((ttl) =>
    mint(`a token for ${JSON.stringify(ttl)} s`, { token_ttl_secs: ttl }),
  ),
  ...[86_401, 59, 1e300].map((ttl) => mint(`a refresh token for ${ttl} s`, { refresh_token_ttl_secs: ttl })),
  mint('a token for another user', { user: 'root' }),
  mint('a token with claims of one’s own', { claims: { role: 'host' } }),
  mint(
    'a token for another room, by the body: the path says which',
    { room_id: nobody },
    {
      status: 201,
      code: '',
      reaches: true,
      check: ({ body }, { minted }) => {
        const [given, before] = [JSON.parse(body).data.token, minted.token].map(
          (token) => decodeJwt(token)['grants'],
        )
        expect(given).toEqual(before)
      },
    },
  ),
  {
    tries: 'a lifetime in the query',
    ask: ({ room }) => ({ target: `${mintOf(room)}?token_ttl_secs=3600`, body: {} }),
    status: 422,
    code: 'invalid_input',
  },
  {
    tries: 'the longest token there is: it gets what it was granted',
    ask: ({ otherRoom }) => ({
      target: mintOf(otherRoom),
      body: { token_ttl_secs: 3600, refresh_token_ttl_secs: 86_400 },
    }),
    status: 201,
    reaches: true,
    check: ({ body }, { emulator }) => {
      expect(JSON.parse(body).data.expires_in_ms).toBe(600_000)
      const granted = { token_ttl_secs: 600, refresh_token_ttl_secs: 3600 }
      expect(emulator.requests().at(-1)?.input).toMatchObject(granted)
    },
  },
  {
    tries: 'a refresh for another length out of bounds',
    ask: ({ room, minted }) => ({
      target: refreshOf(room),
      body: { refresh_token: minted.refresh_token, token_ttl_secs: 1e9 },
    }),
    status: 422,
    code: 'invalid_input',
  },
]

const hidden = (method: string, target: string, body?: object): Attack => ({
  tries: `${method} ${target}`,
  ask: { method, target, ...(body ? { body } : {}) },
  status: 404,
  code: 'not_found',
})

/** The same of a gateway that exposes less, though its user may do all that there is. */
const hiddenByStrict = (method: string, target: string, body?: object): Attack => ({
  tries: `${method} ${target}, of a gateway that exposes less`,
  ask: ({ room }) => ({
    method,
    target: target.replace(nobody, room),
    headers: { 'x-user': 'ann', 'x-room': room, cookie: null },
    ...(body ? { body } : {}),
  }),
  status: 404,
  code: 'not_found',
  strict: true,
})

const notAllowed = { status: 405, code: 'method_not_allowed' } as const

/** Endpoints of the API that nobody exposed. */
export const unexposed: readonly Attack[] = [
  hidden('GET', '/telnyx/room_sessions'),
  hidden('GET', '/telnyx/room_participants'),
  { ...hidden('DELETE', '/telnyx/room_recordings'), ...notAllowed },
  hidden('GET', '/telnyx/texml_applications'),
  hidden('POST', '/telnyx/texml/calls/1', { From: '+1', To: '+2' }),
  hidden('POST', '/telnyx/texml/secrets', { name: 'x', value: 'y' }),
  hidden('GET', '/telnyx/api_keys'),
  hidden('POST', '/telnyx/webhooks', { data: { id: 'e1' } }),
  hidden('GET', '/telnyx/webhooks'),
  { ...hiddenByStrict('PATCH', `/telnyx/rooms/${nobody}`, { max_participants: 2 }), ...notAllowed },
  { ...hiddenByStrict('DELETE', `/telnyx/rooms/${nobody}`), ...notAllowed },
  { ...hiddenByStrict('POST', '/telnyx/rooms', {}), ...notAllowed },
  hiddenByStrict('GET', `/telnyx/rooms/${nobody}/sessions`),
  hiddenByStrict('POST', `/telnyx/rooms/${nobody}/actions/refresh_client_token`, { refresh_token: 'x' }),
  hiddenByStrict('POST', `/telnyx/room_sessions/${nobody}/actions/mute`, { participants: 'all' }),
  hiddenByStrict('POST', `/telnyx/room_sessions/${nobody}/actions/unmute`, { participants: 'all' }),
  hiddenByStrict('GET', '/telnyx/room_recordings'),
  hiddenByStrict('DELETE', '/telnyx/room_recordings'),
  hiddenByStrict('POST', '/telnyx/room_compositions', {}),
]

const cookie = (tries: string, make: (setup: AttackSetup) => string | Promise<string>): Attack => ({
  tries,
  ask: async (setup) => ({ target: '/telnyx/rooms', headers: { cookie: `user=${await make(setup)}` } }),
  status: 401,
  code: 'signed_out',
})

function forge(
  secret: string,
  changes: { readonly aud?: string; readonly exp?: string } = {},
): Promise<string> {
  return new SignJWT({ name: 'Root' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('root')
    .setAudience(changes.aud ?? appOrigin)
    .setExpirationTime(changes.exp ?? '1h')
    .sign(new TextEncoder().encode(secret))
}

/** Cookies that nobody was given. */
export const sessions: readonly Attack[] = [
  cookie('a cookie of another secret', () => forge('another secret of thirty-two bytes!')),
  cookie('a cookie signed with the other secret of the gateway', () => forge(secrets.gateway)),
  cookie('a cookie of another app', () => forge(secrets.session, { aud: 'https://other.example' })),
  cookie('a cookie that has run out', () => forge(secrets.session, { exp: '-1s' })),
  cookie(
    'a cookie without a signature',
    () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"root","name":"Root"}')}.`,
  ),
  cookie('a handle for a cookie', ({ minted }) => minted.refresh_token),
  cookie('a join token for a cookie', ({ minted }) => minted.token),
  cookie(
    'a cookie of Ann’s, one letter changed',
    ({ ann }) => ann.slice(5, -3) + (ann.at(-3) === 'A' ? 'B' : 'A') + ann.slice(-2),
  ),
  {
    tries: 'a blocked name in capitals and with spaces',
    ask: async ({ ask, room }) => {
      const { headers } = await ask({ target: '/session', body: { name: ' ＭALLORY ' } })
      return {
        target: mintOf(room),
        headers: { cookie: headers.get('set-cookie')?.split(';')[0] ?? '' },
        body: {},
      }
    },
    status: 403,
    code: 'revoked',
  },
]
