/** Encodes an unsigned integer, by default in as few bytes as possible. */
export function uint(value: number, length = byteLength(value)): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  return bytes
}

/** Encodes a 64-bit floating-point number. */
export function float(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return bytes
}

/** Encodes a string as UTF-8. */
export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

/** Encodes an element: id, length and content. */
export function element(id: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return concat(uint(id), encodeLength(length), ...parts)
}

/** Concatenates byte arrays. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Encodes an element length, always in five bytes. The leading bits give the number of bytes. */
function encodeLength(length: number): Uint8Array {
  const bytes = uint(length, 5)
  bytes[0] = 0x08
  return bytes
}

function byteLength(value: number): number {
  let length = 1
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) length += 1
  return length
}
