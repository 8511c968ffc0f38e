const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Decodes padded base64; returns undefined for invalid text. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!base64.test(text)) return undefined
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

/** Decodes base64url without padding; returns undefined for invalid or non-canonical text. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const padded = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .padEnd(Math.ceil(text.length / 4) * 4, '=')
  const bytes = /[+/=]/.test(text) ? undefined : decodeBase64(padded)
  // The unused bits of the last character must be zero, which the comparison checks.
  return bytes && encodeBase64Url(bytes) === text ? bytes : undefined
}

/** Encodes bytes as base64url without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
