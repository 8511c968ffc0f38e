/** At least one, the newest first. */
export type NonEmpty<T> = readonly [T, ...T[]]

/** Gives keys that are made at the first use: while a Worker's module is loaded nothing may be derived. */
export function keysOf<S, K>(
  [newest, ...older]: NonEmpty<S>,
  make: (source: S) => Promise<K>,
): () => Promise<NonEmpty<K>> {
  // Not the promise: one of another request never settles in workerd once that request is gone.
  let made: NonEmpty<K> | undefined
  return async () => {
    made ??= [await make(newest), ...(await Promise.all(older.map(make)))]
    return made
  }
}

/**
 * Derives 32 secret bytes from a gateway's secret (HKDF, SHA-256).
 *
 * @param purpose What they are for: bytes of one purpose tell nothing of another's.
 */
export async function deriveBits(secret: string, purpose: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', bytes.encode(secret), 'HKDF', false, ['deriveBits'])
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes.encode(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 256))
}
