import { toBytes } from './utf8.ts'

/** At least one item, newest first. */
export type NonEmpty<T> = readonly [T, ...T[]]

/**
 * Returns a getter of keys that are created at first use: Workers forbid key derivation while a module loads.
 */
export function keysOf<S, K>(
  [newest, ...older]: NonEmpty<S>,
  make: (source: S) => Promise<K>,
): () => Promise<NonEmpty<K>> {
  // The keys are cached, not their promise: in workerd, the promise of an ended request never settles.
  let keys: NonEmpty<K> | undefined
  return async () => {
    keys ??= [await make(newest), ...(await Promise.all(older.map(make)))]
    return keys
  }
}

/**
 * Derives 32 secret bytes from a gateway's secret (HKDF, SHA-256).
 *
 * @param purpose Purpose of the bytes: those of one purpose reveal nothing about those of another.
 */
export async function deriveBits(secret: string, purpose: string): Promise<Uint8Array<ArrayBuffer>> {
  const material = await crypto.subtle.importKey('raw', toBytes(secret), 'HKDF', false, ['deriveBits'])
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toBytes(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 256))
}
