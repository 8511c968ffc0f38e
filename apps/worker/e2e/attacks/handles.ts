import { base64url, CompactEncrypt, SignJWT } from 'jose'
import { expect } from 'vitest'
import { type AttackSetup, refreshOf, secrets } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const bytes = new TextEncoder()

/** Ann's page refreshes with what somebody made of a handle. */
function refresh(
  tries: string,
  make: (handle: string, setup: AttackSetup) => unknown,
  [status, code]: readonly [number, string] = [403, 'refresh_invalid'],
): Attack {
  return {
    tries,
    ask: async (setup) => ({
      target: refreshOf(setup.room),
      body: { refresh_token: await make(setup.minted.refresh_token, setup) },
    }),
    status,
    code,
  }
}

/** A handle with one of its five parts changed. */
const part = (index: number, change: (text: string) => string) => (handle: string) =>
  handle
    .split('.')
    .map((text, at) => (at === index ? change(text) : text))
    .join('.')

const header = (fields: object) => part(0, () => base64url.encode(JSON.stringify(fields)))
const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

/** The next character of the alphabet differs in bits that a lax decoder throws away. */
const respell = (text: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.slice(0, -1) + alphabet[(alphabet.indexOf(text.at(-1) ?? '') + 1) % 64]
}

const claims = ({ room }: AttackSetup) => ({ room_id: room, refresh_token: 'mine', sub: 'ann' })

/** Forged, changed, swapped, replayed handles. */
export const handles: readonly Attack[] = [
  refresh('an empty handle', () => ''),
  refresh('a word', () => 'root'),
  refresh('the constant of a gateway with cookies', () => 'cookie'),
  refresh('five empty parts', () => '....'),
  refresh('the join token in its place', (_, { minted }) => minted.token),
  refresh('the API’s own refresh token', (_, { realRefreshToken }) => realRefreshToken),
  refresh('the session’s cookie in its place', (_, { ann }) => ann.slice('user='.length)),
  refresh('a handle cut by one character', (handle) => handle.slice(0, -1)),
  refresh('a handle cut in half', (handle) => handle.slice(0, handle.length / 2)),
  refresh('a handle without its tag', (handle) => handle.split('.').slice(0, 4).join('.')),
  refresh(
    'a handle with an empty tag',
    part(4, () => ''),
  ),
  refresh(
    'a handle with a tag of four bytes',
    part(4, (tag) => tag.slice(0, 6)),
  ),
  refresh('a handle with a sixth part', (handle) => `${handle}.x`),
  refresh('a handle with a changed header', part(0, flip)),
  refresh(
    'a handle with an encrypted key where there is none',
    part(1, () => 'AAAA'),
  ),
  refresh('a handle with a changed nonce', part(2, flip)),
  refresh('a handle with changed contents', part(3, flip)),
  refresh('a handle with a changed tag', part(4, flip)),
  refresh('a handle whose last bits are spelt otherwise', part(4, respell)),
  refresh('a handle with padding', (handle) => `${handle}==`),
  refresh('a handle with a space behind', (handle) => `${handle} `),
  refresh('a handle with a line break in it', (handle) => handle.replace('.', '.\n')),
  refresh('a handle twice', (handle) => `${handle},${handle}`),
  refresh('the contents of one handle with the tag of another', async (handle, setup) => {
    const other = (await setup.seal()).split('.')
    return handle
      .split('.')
      .with(3, other[3] ?? '')
      .join('.')
  }),
  refresh('a header that asks for no encryption', header({ alg: 'none', enc: 'none' })),
  refresh('a header that asks for a weaker cipher', header({ alg: 'dir', enc: 'A128CBC-HS256' })),
  refresh('a header that asks for RSA', header({ alg: 'RSA-OAEP', enc: 'A256GCM' })),
  refresh(
    'a header that asks for a million rounds of PBKDF2',
    header({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1e6, p2s: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  ),
  refresh('a header that asks for decompression', header({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })),
  refresh('a header that asks for an extension', header({ alg: 'dir', enc: 'A256GCM', crit: ['x'], x: 1 })),
  refresh(
    'a header that brings its own key',
    header({ alg: 'dir', enc: 'A256GCM', jwk: { kty: 'oct', k: 'AA' } }),
  ),
  refresh(
    'a header that is a list',
    part(0, () => base64url.encode('[]')),
  ),
  refresh('a handle sealed with bytes of the secret itself', (_, setup) =>
    new CompactEncrypt(bytes.encode(JSON.stringify(claims(setup))))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(bytes.encode(secrets.gateway).slice(0, 32)),
  ),
  refresh('a signed token that claims what a handle holds', (_, setup) =>
    new SignJWT(claims(setup)).setProtectedHeader({ alg: 'HS256' }).sign(bytes.encode(secrets.gateway)),
  ),
  refresh('a handle of another gateway', (_, { seal }) => seal({ audience: 'https://other.example' })),
  refresh('a handle of another secret', (_, { seal }) =>
    seal({ secret: 'another secret, of 32 bytes or more' }),
  ),
  refresh('a handle that has run out', (_, { seal }) => seal({ ttlSecs: -1 }), [403, 'refresh_expired']),
  {
    ...refresh('a handle of this gateway around a refresh token that the API does not know', (_, { seal }) =>
      seal({ refreshToken: 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA' }),
    ),
    reaches: true,
  },
  refresh('a list for a handle', (handle) => [handle], [422, 'invalid_input']),
  refresh('an object for a handle', (handle) => ({ toString: handle }), [422, 'invalid_input']),
  refresh('a number for a handle', () => 7, [422, 'invalid_input']),
  refresh('null for a handle', () => null, [422, 'invalid_input']),
  refresh('a handle of 15,000 characters', () => 'A'.repeat(15_000)),
  refresh('a handle of 20,000 characters', () => 'A'.repeat(20_000), [413, 'too_large']),
  {
    tries: 'a handle in the query',
    ask: ({ room, minted }) => ({
      target: `${refreshOf(room)}?refresh_token=${minted.refresh_token}`,
      body: {},
    }),
    status: 422,
    code: 'invalid_input',
  },
  {
    tries: 'Ann’s handle, by Eve',
    ask: ({ room, minted, eve }) => ({
      target: refreshOf(room),
      headers: { cookie: eve },
      body: { refresh_token: minted.refresh_token },
    }),
    status: 403,
    code: 'refresh_invalid',
  },
  {
    tries: 'Ann’s handle, in another room',
    ask: ({ otherRoom, minted }) => ({
      target: refreshOf(otherRoom),
      body: { refresh_token: minted.refresh_token },
    }),
    status: 403,
    code: 'refresh_invalid',
  },
  {
    tries: 'Ann’s handle, with another room in the body: the path says which',
    ask: ({ room, otherRoom, minted }) => ({
      target: refreshOf(room),
      body: { refresh_token: minted.refresh_token, room_id: otherRoom },
    }),
    status: 201,
    reaches: true,
    check: (_, { emulator, room }) => expect(emulator.requests().at(-1)?.path).toContain(room),
  },
  {
    tries: 'Ann’s handle, replayed by somebody who is not signed in',
    ask: ({ room, minted }) => ({
      target: refreshOf(room),
      headers: { cookie: null },
      body: { refresh_token: minted.refresh_token },
    }),
    status: 401,
    code: 'signed_out',
  },
  {
    tries: 'Ann’s handle, replayed by Ann: a token for her, and no longer than hers',
    ask: ({ room, minted }) => ({
      target: refreshOf(room),
      body: { refresh_token: minted.refresh_token, token_ttl_secs: 3600 },
    }),
    status: 201,
    reaches: true,
    check: ({ body }) => expect(JSON.parse(body).data.expires_in_ms).toBe(600_000),
  },
]
