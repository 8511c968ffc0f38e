import * as v from 'valibot'
import { deriveBits, keysOf, type NonEmpty } from '../keys.ts'
import { refusals } from '../refusals/refusals.ts'
import { decryptText, encryptText } from './encrypted-text.ts'

/** User and room of a refresh token. */
export interface HandleOwner {
  readonly user: string
  readonly room_id: string
}

/** Seals refresh tokens in handles that a page can store and only this gateway can open. */
export interface SealedHandles {
  /** @param exp When the refresh token and the handle expire, in seconds since 1970. */
  seal(refreshToken: string, owner: HandleOwner, exp: number): Promise<string>
  /** @throws {Refusal} 403 for a handle that is invalid, expired or of another owner. */
  open(handle: string, owner: HandleOwner): Promise<string>
}

/** Options of {@link createSealedHandles}. */
export interface SealedHandlesOptions {
  /** The first seals, all can open. */
  readonly secrets: NonEmpty<string>
  /** Handles of another audience are rejected. */
  readonly audience: string
  readonly now: () => number
}

/** The sealed payload, with JWT claim names. */
const Sealed = v.object({
  sub: v.string(),
  room_id: v.string(),
  aud: v.string(),
  exp: v.number(),
  refresh_token: v.string(),
})

/** Creates handles as encrypted JWTs (JWE). */
export function createSealedHandles({ secrets, audience, now }: SealedHandlesOptions): SealedHandles {
  const keys = keysOf(secrets, async (secret) => {
    // Derived for this purpose only: other keys come from the same secret.
    const bits = await deriveBits(secret, 'greenroom refresh handle')
    return crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt'])
  })

  const decrypt = async (handle: string): Promise<unknown> => {
    for (const key of await keys()) {
      const text = await decryptText(handle, key)
      if (text !== undefined) return JSON.parse(text)
    }
    throw refusals.refreshInvalid()
  }
  return {
    async seal(refresh_token, { user, room_id }, exp) {
      const [key] = await keys()
      const sealed: v.InferInput<typeof Sealed> = { sub: user, room_id, aud: audience, exp, refresh_token }
      return encryptText(JSON.stringify(sealed), key)
    },
    async open(handle, { user, room_id }) {
      const { success, output: sealed } = v.safeParse(Sealed, await decrypt(handle))
      if (!success || sealed.aud !== audience) throw refusals.refreshInvalid()
      // Also expired if either is not a number.
      if (!(sealed.exp * 1000 > now())) throw refusals.refreshExpired()
      if (sealed.sub !== user || sealed.room_id !== room_id) throw refusals.refreshInvalid()
      return sealed.refresh_token
    },
  }
}
