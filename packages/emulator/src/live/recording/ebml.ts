/** Writes a number in as few bytes as it needs, or in so many. */
export function uint(value: number, length = byteLength(value)): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  return bytes
}

/** Writes a number with a fraction. */
export function float(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return bytes
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

/** Writes an element: its id, how long it is, and what it has. */
export function element(id: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return concat(uint(id), lengthOf(length), ...parts)
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** A length, always in five bytes: its highest bits tell how many they are. */
function lengthOf(length: number): Uint8Array {
  const bytes = uint(length, 5)
  bytes[0] = 0x08
  return bytes
}

function byteLength(value: number): number {
  let length = 1
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) length += 1
  return length
}
