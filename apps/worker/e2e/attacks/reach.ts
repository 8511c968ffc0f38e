import { decodeJwt, SignJWT } from 'jose'
import { expect } from 'vitest'
import { type AttackSetup, appOrigin, mintPath, refreshPath, secrets } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const unknownId = '00000000-0000-4000-8000-000000000000'

function mint(title: string, body: unknown, more: Partial<Attack> = {}): Attack {
  return {
    title,
    request: ({ room }) => ({ target: mintPath(room), body: body as object }),
    status: 422,
    code: 'invalid_input',
    ...more,
  }
}

/** Requests for tokens that last longer or allow more than the grant. */
export const lifetimes: readonly Attack[] = [
  ...[1e9, 3601, 9, 0, -1, 60.5, '600', null, [600], true].map((ttl) =>
    mint(`a token for ${JSON.stringify(ttl)} s`, { token_ttl_secs: ttl }),
  ),
  ...[86_401, 59, 1e300].map((ttl) => mint(`a refresh token for ${ttl} s`, { refresh_token_ttl_secs: ttl })),
  mint('a token for another user', { user: 'root' }),
  mint('a token with claims', { claims: { role: 'host' } }),
  mint(
    'a token with another room in the body, which is ignored,',
    { room_id: unknownId },
    {
      status: 201,
      code: '',
      callsApi: true,
      check: ({ body }, { minted }) => {
        const [given, before] = [JSON.parse(body).data.token, minted.token].map(
          (token) => decodeJwt(token)['grants'],
        )
        expect(given).toEqual(before)
      },
    },
  ),
  {
    title: 'a lifetime in the query',
    request: ({ room }) => ({ target: `${mintPath(room)}?token_ttl_secs=3600`, body: {} }),
    status: 422,
    code: 'invalid_input',
  },
  {
    title: 'a token with the longest lifetime, which is shortened,',
    request: ({ otherRoom }) => ({
      target: mintPath(otherRoom),
      body: { token_ttl_secs: 3600, refresh_token_ttl_secs: 86_400 },
    }),
    status: 201,
    callsApi: true,
    check: ({ body }, { emulator }) => {
      expect(JSON.parse(body).data.expires_in_ms).toBe(600_000)
      const granted = { token_ttl_secs: 600, refresh_token_ttl_secs: 3600 }
      expect(emulator.requests().at(-1)?.input).toMatchObject(granted)
    },
  },
  {
    title: 'a refresh with a lifetime out of range',
    request: ({ room, minted }) => ({
      target: refreshPath(room),
      body: { refresh_token: minted.refresh_token, token_ttl_secs: 1e9 },
    }),
    status: 422,
    code: 'invalid_input',
  },
]

const hidden = (method: string, target: string, body?: object): Attack => ({
  title: `${method} ${target}`,
  request: { method, target, ...(body ? { body } : {}) },
  status: 404,
  code: 'not_found',
})

/** The same for the moderated gateway, which exposes fewer endpoints. */
const hiddenByModerated = (method: string, target: string, body?: object): Attack => ({
  title: `${method} ${target} at the moderated gateway`,
  request: ({ room }) => ({
    method,
    target: target.replace(unknownId, room),
    headers: { 'x-user': 'ann', 'x-room': room, cookie: null },
    ...(body ? { body } : {}),
  }),
  status: 404,
  code: 'not_found',
  at: 'moderated',
})

const notAllowed = { status: 405, code: 'method_not_allowed' } as const

/** Endpoints of the API that the gateway does not expose. */
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
  { ...hiddenByModerated('PATCH', `/telnyx/rooms/${unknownId}`, { max_participants: 2 }), ...notAllowed },
  { ...hiddenByModerated('DELETE', `/telnyx/rooms/${unknownId}`), ...notAllowed },
  { ...hiddenByModerated('POST', '/telnyx/rooms', {}), ...notAllowed },
  hiddenByModerated('GET', `/telnyx/rooms/${unknownId}/sessions`),
  hiddenByModerated('POST', `/telnyx/rooms/${unknownId}/actions/refresh_client_token`, {
    refresh_token: 'x',
  }),
  hiddenByModerated('POST', `/telnyx/room_sessions/${unknownId}/actions/mute`, { participants: 'all' }),
  hiddenByModerated('POST', `/telnyx/room_sessions/${unknownId}/actions/unmute`, { participants: 'all' }),
  hiddenByModerated('GET', '/telnyx/room_recordings'),
  hiddenByModerated('DELETE', '/telnyx/room_recordings'),
  hiddenByModerated('POST', '/telnyx/room_compositions', {}),
]

const cookie = (title: string, make: (setup: AttackSetup) => string | Promise<string>): Attack => ({
  title,
  request: async (setup) => ({ target: '/telnyx/rooms', headers: { cookie: `user=${await make(setup)}` } }),
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

/** Forged cookies. */
export const sessions: readonly Attack[] = [
  cookie('a cookie signed with another secret', () => forge('another secret of thirty-two bytes!')),
  cookie('a cookie signed with the secret of handles', () => forge(secrets.gateway)),
  cookie('a cookie of another app', () => forge(secrets.session, { aud: 'https://other.example' })),
  cookie('an expired cookie', () => forge(secrets.session, { exp: '-1s' })),
  cookie(
    'a cookie without a signature',
    () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"root","name":"Root"}')}.`,
  ),
  cookie('a handle instead of a cookie', ({ minted }) => minted.refresh_token),
  cookie('a join token instead of a cookie', ({ minted }) => minted.token),
  cookie(
    'Ann’s cookie with a changed character',
    ({ ann }) => ann.slice(5, -3) + (ann.at(-3) === 'A' ? 'B' : 'A') + ann.slice(-2),
  ),
  {
    title: 'a blocked name in capitals and with spaces',
    request: async ({ send, room }) => {
      const { headers } = await send({ target: '/session', body: { name: ' ＭALLORY ' } })
      return {
        target: mintPath(room),
        headers: { cookie: headers.get('set-cookie')?.split(';')[0] ?? '' },
        body: {},
      }
    },
    status: 403,
    code: 'revoked',
  },
]
