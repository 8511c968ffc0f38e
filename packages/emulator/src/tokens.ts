import type { JWTPayload } from 'jose'
import * as v from 'valibot'
import type { Clock } from './clock.ts'
import { KeyRow } from './state/rows.ts'

const alg = 'Ed25519'
const issuer = 'telnyx_access_token'

/** Imported with the first key: it takes 10 MB, and an emulator without requests does not need it. */
const jose = () => import('jose')

/** A minted token. */
export interface MintedToken {
  readonly token: string
  /** Expiry in seconds since 1970. */
  readonly exp: number
}

/** Result of verifying a token. */
export type TokenStatus = 'valid' | 'invalid' | 'another-room'

/** Mints tokens like the API's and verifies them by the emulator's clock. */
export interface Tokens {
  mint(kind: 'access' | 'refresh', roomId: string, ttlSecs: number): Promise<MintedToken>
  check(kind: 'access' | 'refresh', roomId: string, token: string): Promise<TokenStatus>
}

/** Creates a key with the algorithm of the API's tokens and webhooks. */
export async function createKey(): Promise<KeyRow> {
  const { exportJWK, generateKeyPair } = await jose()
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return v.parse(KeyRow, await exportJWK(privateKey))
}

/** Returns the public part of a key as the Telnyx portal shows it: base64 of its 32 bytes. */
export function publicKeyText({ x }: KeyRow): string {
  return `${x.replaceAll('-', '+').replaceAll('_', '/')}=`
}

/** Creates the tokens of an account. The key is read on each use, since a restore replaces it. */
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
      return canJoin(payload, roomId) ? 'valid' : 'another-room'
    },
  }
}

function resourceOf(roomId: string): string {
  return `telnyx:video:rooms:${roomId}`
}

const Grants = v.array(v.object({ actions: v.array(v.string()), resources: v.array(v.string()) }))

function canJoin(payload: JWTPayload, roomId: string): boolean {
  const grants = v.safeParse(Grants, payload['grants'])
  if (!grants.success) return false
  return grants.output.some(
    ({ actions, resources }) => actions.includes('join') && resources.includes(resourceOf(roomId)),
  )
}
