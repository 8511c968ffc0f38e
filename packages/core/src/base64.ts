const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Reads base64 with its padding; undefined for what is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!base64.test(text)) return undefined
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

/** Reads base64url without padding; undefined for what is none, or is not spelt as it was made. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const padded = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .padEnd(Math.ceil(text.length / 4) * 4, '=')
  const bytes = /[+/=]/.test(text) ? undefined : decodeBase64(padded)
  // The unused bits of the last character could be anything.
  return bytes && encodeBase64Url(bytes) === text ? bytes : undefined
}

/** Writes base64url without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
