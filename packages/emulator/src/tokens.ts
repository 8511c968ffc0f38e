import type { JWTPayload } from 'jose'
import * as v from 'valibot'
import type { Clock } from './clock.ts'
import { KeyRow } from './state/rows.ts'

const alg = 'Ed25519'
const issuer = 'telnyx_access_token'

/** Loaded with the first key: it takes 10 MB, and an emulator that nobody talks to has no use for it. */
const jose = () => import('jose')

/** A token that was minted, and when it ends, in seconds since 1970. */
export interface Minted {
  readonly token: string
  readonly exp: number
}

/** What a token turned out to be. */
export type Verdict = 'valid' | 'invalid' | 'another-room'

/** Mints the API's own kind of tokens, and checks them by the emulator's clock. */
export interface Tokens {
  mint(kind: 'access' | 'refresh', roomId: string, ttlSecs: number): Promise<Minted>
  check(kind: 'access' | 'refresh', roomId: string, token: string): Promise<Verdict>
}

/** Makes a new key; the algorithm is the one of the API's tokens and webhooks. */
export async function createKey(): Promise<KeyRow> {
  const { exportJWK, generateKeyPair } = await jose()
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return v.parse(KeyRow, await exportJWK(privateKey))
}

/** The public half of a key as the account's page shows it: base64 of its 32 bytes. */
export function publicKeyText({ x }: KeyRow): string {
  return `${x.replaceAll('-', '+').replaceAll('_', '/')}=`
}

/** Makes the tokens of an account. The key is asked for at each use, since a restore brings another. */
export function createTokens(
  clock: Clock,
  account: () => Promise<{ readonly account_id: string; readonly key: KeyRow }>,
): Tokens {
  return {
    async mint(kind, roomId, ttlSecs) {
      const { importJWK, SignJWT } = await jose()
      const { account_id, key } = await account()
      const iat = Math.floor(clock.now() / 1000)
      const exp = iat + ttlSecs
      const token = await new SignJWT({
        typ: kind,
        grants: [
          {
            actions: ['join'],
            resources: [resourceOf(roomId)],
            subjects: [`telnyx:users:${account_id}`],
          },
        ],
        grants_version: '1.0.0',
      })
        .setProtectedHeader({ alg, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject('null')
        .setJti(crypto.randomUUID())
        .setIssuedAt(iat)
        .setNotBefore(iat - 1)
        .setExpirationTime(exp)
        .sign(await importJWK(key, alg))
      return { token, exp }
    },

    async check(kind, roomId, token) {
      const { importJWK, jwtVerify } = await jose()
      const { key } = await account()
      const { d: _, ...publicKey } = key
      const payload = await jwtVerify(token, await importJWK(publicKey, alg), {
        algorithms: [alg],
        issuer,
        audience: issuer,
        currentDate: new Date(clock.now()),
      }).then(
        (verified) => verified.payload,
        () => undefined,
      )
      if (payload === undefined || payload['typ'] !== kind) return 'invalid'
      return opens(payload, roomId) ? 'valid' : 'another-room'
    },
  }
}

function resourceOf(roomId: string): string {
  return `telnyx:video:rooms:${roomId}`
}

const Grants = v.array(v.object({ actions: v.array(v.string()), resources: v.array(v.string()) }))

function opens(payload: JWTPayload, roomId: string): boolean {
  const grants = v.safeParse(Grants, payload['grants'])
  if (!grants.success) return false
  return grants.output.some(
    ({ actions, resources }) => actions.includes('join') && resources.includes(resourceOf(roomId)),
  )
}
