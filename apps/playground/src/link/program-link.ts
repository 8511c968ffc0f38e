/** Characters of a program that a link can carry. */
export const maxProgramLength = 50_000
/** Characters of the part of a link that carries the program, after compression. */
export const maxHashLength = 30_000

const prefix = '#code='
const examplePrefix = '#example='

/** What a link to the playground names. */
export type LinkTarget =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'example'; readonly id: string }
  /** The link names a program that cannot be read. */
  | { readonly kind: 'invalid' }
  | { readonly kind: 'none' }

/**
 * Returns the hash of a link that carries a program: `#code=` and the compressed program. Browsers do not
 * send the part after `#` to a server.
 *
 * @throws {RangeError} if the program is too long for a link.
 *
 * @example
 * ```ts
 * import { programHash } from '@greenroom/playground/link'
 *
 * const link = `/playground/${await programHash("console.log('Hello')")}`
 * ```
 */
export async function programHash(code: string): Promise<string> {
  const compressed = new Blob([code]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(compressed).arrayBuffer())
  const hash = prefix + toBase64Url(bytes)
  if (code.length > maxProgramLength || hash.length > maxHashLength)
    throw new RangeError(`The program is too long for a link: ${code.length} characters.`)
  return hash
}

/** Returns the hash of a link to an example of the playground. */
export function exampleHash(id: string): string {
  return examplePrefix + encodeURIComponent(id)
}

/** Reads the hash of a link. It never throws, and reads no more than a bounded part of what is compressed. */
export async function readHash(hash: string): Promise<LinkTarget> {
  if (hash.startsWith(examplePrefix)) return { kind: 'example', id: hash.slice(examplePrefix.length, 100) }
  if (!hash.startsWith(prefix)) return { kind: 'none' }
  if (hash.length > maxHashLength) return { kind: 'invalid' }
  try {
    return { kind: 'code', code: await inflate(fromBase64Url(hash.slice(prefix.length))) }
  } catch {
    return { kind: 'invalid' }
  }
}

/**
 * @throws {RangeError} as soon as there is more text than a program may have.
 * @throws {TypeError} if the bytes are not compressed UTF-8 text.
 */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = inflated.pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader()
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value
    if (text.length <= maxProgramLength) continue
    await reader.cancel()
    throw new RangeError('The program is too long.')
  }
  return text
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
