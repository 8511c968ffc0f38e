import { base64url, CompactEncrypt, compactDecrypt, errors } from 'jose'
import { refusals } from './problem.ts'

/** What a sealed refresh token holds, and is bound to. */
export interface HandleContent {
  readonly user: string
  readonly roomId: string
  readonly refreshToken: string
  /** When it ends, in seconds since 1970. */
  readonly exp: number
}

/** Seals refresh tokens, so that the real ones never leave the edge. */
export interface Handles {
  seal(content: HandleContent): Promise<string>
  /** Opens a handle for this user and room; throws a `Refusal` for any other, and for one that has run out. */
  open(handle: string, by: Pick<HandleContent, 'user' | 'roomId'>): Promise<HandleContent>
}

const salt = new TextEncoder().encode('greenroom/edge')

/**
 * Makes the handles of one gateway. Keys are derived at the first use and not before: a Worker may not do
 * such work while its module loads.
 *
 * @param secrets The newest first: it seals, all open.
 */
export function createHandles(secrets: readonly string[], audience: string, now: () => number): Handles {
  let derived: Promise<readonly HandleKey[]> | undefined
  const keys = () => {
    derived ??= Promise.all(secrets.map((secret) => deriveKey(secret, `refresh handle of ${audience}`)))
    return derived
  }
  return {
    async seal(content) {
      const [newest] = await keys()
      if (newest === undefined) throw new TypeError('there is no key')
      return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.kid })
        .encrypt(newest.key)
    },
    async open(handle, by) {
      const content = await decrypt(handle, await keys())
      if (content.user !== by.user || content.roomId !== by.roomId) throw refusals.handleInvalid()
      if (content.exp * 1000 <= now()) throw refusals.handleExpired()
      return content
    },
  }
}

interface HandleKey {
  /** Tells which secret it is of, and nothing about it. */
  readonly kid: string
  readonly key: Uint8Array
}

async function deriveKey(secret: string, purpose: string): Promise<HandleKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'HKDF', false, [
    'deriveBits',
  ])
  const derive = async (info: string, bits: number) =>
    new Uint8Array(
      await crypto.subtle.deriveBits(
        { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(info) },
        material,
        bits,
      ),
    )
  return { kid: base64url.encode(await derive(`${purpose}: id`, 64)), key: await derive(purpose, 256) }
}

async function decrypt(handle: string, keys: readonly HandleKey[]): Promise<HandleContent> {
  try {
    const { plaintext } = await compactDecrypt(
      handle,
      ({ kid }) => {
        const found = keys.find((candidate) => candidate.kid === kid)
        if (!found) throw new errors.JWEDecryptionFailed()
        return found.key
      },
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    )
    return JSON.parse(new TextDecoder().decode(plaintext)) as HandleContent
  } catch {
    throw refusals.handleInvalid()
  }
}
