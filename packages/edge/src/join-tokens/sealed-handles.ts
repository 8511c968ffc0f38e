import { base64url, EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose'
import { refusals } from '../http/refusals.ts'

/** Whose refresh token it is, and for which room. */
export interface HandleOwner {
  readonly user: string
  readonly room_id: string
}

/** Hides refresh tokens in handles that the page can keep and only this gateway can open. */
export interface SealedHandles {
  /** @param exp When the refresh token runs out, and the handle with it, in seconds since 1970. */
  seal(refreshToken: string, owner: HandleOwner, exp: number): Promise<string>
  /** @throws {Refusal} 403 for a handle that is not this owner's, is no handle at all, or has run out. */
  open(handle: string, owner: HandleOwner): Promise<string>
}

/** What handles are sealed with. */
export interface SealedHandlesOptions {
  /** The first one seals, all open. */
  readonly secrets: readonly string[]
  /** Handles of another audience are refused. */
  readonly audience: string
  readonly now: () => number
}

const header = { alg: 'dir', enc: 'A256GCM' } as const

/** Makes handles as encrypted JWTs (JWE). The keys are derived at the first use, not before. */
export function createSealedHandles({ secrets, audience, now }: SealedHandlesOptions): SealedHandles {
  let derived: readonly CryptoKey[] | undefined
  const keys = async () => {
    derived ??= await Promise.all(secrets.map(deriveKey))
    return derived
  }

  const decrypt = async (handle: string): Promise<JWTPayload> => {
    if (!handle.split('.').every(isCanonical)) throw refusals.refreshInvalid()
    for (const key of await keys()) {
      try {
        const { payload } = await jwtDecrypt(handle, key, {
          audience,
          currentDate: new Date(now()),
          keyManagementAlgorithms: [header.alg],
          contentEncryptionAlgorithms: [header.enc],
          requiredClaims: ['exp'],
        })
        return payload
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw refusals.refreshExpired()
        if (!(error instanceof errors.JWEDecryptionFailed)) throw refusals.refreshInvalid(error)
      }
    }
    throw refusals.refreshInvalid()
  }
  return {
    async seal(refreshToken, { user, room_id }, exp) {
      const [key] = await keys()
      return new EncryptJWT({ room_id, refresh_token: refreshToken })
        .setProtectedHeader(header)
        .setSubject(user)
        .setAudience(audience)
        .setExpirationTime(exp)
        .encrypt(key as CryptoKey)
    },
    async open(handle, { user, room_id }) {
      const { sub, room_id: room, refresh_token: refreshToken } = await decrypt(handle)
      const isOwn = sub === user && room === room_id
      if (!isOwn || typeof refreshToken !== 'string') throw refusals.refreshInvalid()
      return refreshToken
    },
  }
}

/** Whether a part of a handle is spelt as it was made: the unused bits of its last character are zero. */
function isCanonical(part: string): boolean {
  try {
    return base64url.encode(base64url.decode(part)) === part
  } catch {
    return false
  }
}

async function deriveKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', bytes.encode(secret), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    // Named by its purpose: keys for others come from the same secret.
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes.encode('greenroom refresh handle') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
