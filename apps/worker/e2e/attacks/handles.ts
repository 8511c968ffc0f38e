import { base64url, CompactEncrypt, SignJWT } from 'jose'
import { expect } from 'vitest'
import { type AttackSetup, refreshPath, secrets } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const bytes = new TextEncoder()

/** A refresh by Ann's page with a handle that an attacker changed. */
function refresh(
  title: string,
  make: (handle: string, setup: AttackSetup) => unknown,
  [status, code]: readonly [number, string] = [403, 'refresh_invalid'],
): Attack {
  return {
    title,
    request: async (setup) => ({
      target: refreshPath(setup.room),
      body: { refresh_token: await make(setup.minted.refresh_token, setup) },
    }),
    status,
    code,
  }
}

/** Returns a function that changes one of the five parts of a handle. */
const part = (index: number, change: (text: string) => string) => (handle: string) =>
  handle
    .split('.')
    .map((text, at) => (at === index ? change(text) : text))
    .join('.')

const header = (fields: object) => part(0, () => base64url.encode(JSON.stringify(fields)))
const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)

/** Changes the last character in bits that a lax decoder ignores. */
const changeUnusedBits = (text: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.slice(0, -1) + alphabet[(alphabet.indexOf(text.at(-1) ?? '') + 1) % 64]
}

const claims = ({ room }: AttackSetup) => ({ room_id: room, refresh_token: 'mine', sub: 'ann' })

/** Forged, changed, swapped and replayed handles. */
export const handles: readonly Attack[] = [
  refresh('an empty handle', () => ''),
  refresh('a word', () => 'root'),
  refresh('the placeholder of a gateway that uses cookies', () => 'cookie'),
  refresh('five empty parts', () => '....'),
  refresh('a join token instead of a handle', (_, { minted }) => minted.token),
  refresh('a refresh token of the API instead of a handle', (_, { realRefreshToken }) => realRefreshToken),
  refresh('a session cookie instead of a handle', (_, { ann }) => ann.slice('user='.length)),
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
    'a handle with an unexpected encrypted key',
    part(1, () => 'AAAA'),
  ),
  refresh('a handle with a changed nonce', part(2, flip)),
  refresh('a handle with changed contents', part(3, flip)),
  refresh('a handle with a changed tag', part(4, flip)),
  refresh('a handle with changed unused bits', part(4, changeUnusedBits)),
  refresh('a handle with padding', (handle) => `${handle}==`),
  refresh('a handle with a trailing space', (handle) => `${handle} `),
  refresh('a handle with a line break in it', (handle) => handle.replace('.', '.\n')),
  refresh('a handle twice', (handle) => `${handle},${handle}`),
  refresh('a handle with the contents of another one', async (handle, setup) => {
    const other = (await setup.seal()).split('.')
    return handle
      .split('.')
      .with(3, other[3] ?? '')
      .join('.')
  }),
  refresh('a handle without encryption', header({ alg: 'none', enc: 'none' })),
  refresh('a handle with a weaker cipher', header({ alg: 'dir', enc: 'A128CBC-HS256' })),
  refresh('a handle with RSA', header({ alg: 'RSA-OAEP', enc: 'A256GCM' })),
  refresh(
    'a handle that requires a million rounds of PBKDF2',
    header({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1e6, p2s: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  ),
  refresh('a compressed handle', header({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })),
  refresh('a handle with a critical extension', header({ alg: 'dir', enc: 'A256GCM', crit: ['x'], x: 1 })),
  refresh(
    'a handle that contains a key',
    header({ alg: 'dir', enc: 'A256GCM', jwk: { kty: 'oct', k: 'AA' } }),
  ),
  refresh(
    'a handle with a list as its header',
    part(0, () => base64url.encode('[]')),
  ),
  refresh('a handle sealed with the secret instead of the derived key', (_, setup) =>
    new CompactEncrypt(bytes.encode(JSON.stringify(claims(setup))))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(bytes.encode(secrets.gateway).slice(0, 32)),
  ),
  refresh('a signed token with the claims of a handle', (_, setup) =>
    new SignJWT(claims(setup)).setProtectedHeader({ alg: 'HS256' }).sign(bytes.encode(secrets.gateway)),
  ),
  refresh('a handle of another gateway', (_, { seal }) => seal({ audience: 'https://other.example' })),
  refresh('a handle sealed with another secret', (_, { seal }) =>
    seal({ secret: 'another secret, of 32 bytes or more' }),
  ),
  refresh('an expired handle', (_, { seal }) => seal({ ttlSecs: -1 }), [403, 'refresh_expired']),
  {
    ...refresh('a handle with a refresh token that the API does not know', (_, { seal }) =>
      seal({ refreshToken: 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA' }),
    ),
    callsApi: true,
  },
  refresh('a list instead of a handle', (handle) => [handle], [422, 'invalid_input']),
  refresh('an object instead of a handle', (handle) => ({ toString: handle }), [422, 'invalid_input']),
  refresh('a number instead of a handle', () => 7, [422, 'invalid_input']),
  refresh('null instead of a handle', () => null, [422, 'invalid_input']),
  refresh('a handle of 15,000 characters', () => 'A'.repeat(15_000)),
  refresh('a handle of 20,000 characters', () => 'A'.repeat(20_000), [413, 'too_large']),
  {
    title: 'a handle in the query',
    request: ({ room, minted }) => ({
      target: `${refreshPath(room)}?refresh_token=${minted.refresh_token}`,
      body: {},
    }),
    status: 422,
    code: 'invalid_input',
  },
  {
    title: 'Ann’s handle from Eve',
    request: ({ room, minted, eve }) => ({
      target: refreshPath(room),
      headers: { cookie: eve },
      body: { refresh_token: minted.refresh_token },
    }),
    status: 403,
    code: 'refresh_invalid',
  },
  {
    title: 'Ann’s handle for another room',
    request: ({ otherRoom, minted }) => ({
      target: refreshPath(otherRoom),
      body: { refresh_token: minted.refresh_token },
    }),
    status: 403,
    code: 'refresh_invalid',
  },
  {
    title: 'Ann’s handle with another room in the body, which is ignored,',
    request: ({ room, otherRoom, minted }) => ({
      target: refreshPath(room),
      body: { refresh_token: minted.refresh_token, room_id: otherRoom },
    }),
    status: 201,
    callsApi: true,
    check: (_, { emulator, room }) => expect(emulator.requests().at(-1)?.path).toContain(room),
  },
  {
    title: 'Ann’s handle from a page without a user',
    request: ({ room, minted }) => ({
      target: refreshPath(room),
      headers: { cookie: null },
      body: { refresh_token: minted.refresh_token },
    }),
    status: 401,
    code: 'signed_out',
  },
  {
    title: 'Ann’s handle with a longer lifetime, which is not granted,',
    request: ({ room, minted }) => ({
      target: refreshPath(room),
      body: { refresh_token: minted.refresh_token, token_ttl_secs: 3600 },
    }),
    status: 201,
    callsApi: true,
    check: ({ body }) => expect(JSON.parse(body).data.expires_in_ms).toBe(600_000),
  },
]
