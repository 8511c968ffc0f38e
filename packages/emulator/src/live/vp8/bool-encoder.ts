/** Boolean entropy encoder of VP8 (RFC 6386, section 7). */
export interface BoolEncoder {
  /** Writes a bit. `probability` is the probability of a 0, in 256ths. */
  bit(value: boolean | number, probability: number): void
  /** Writes a number of `bits` bits, most significant first, with even probabilities. */
  literal(value: number, bits: number): void
  /** Returns the encoded bytes. */
  finish(): Uint8Array
}

/** Creates an encoder. */
export function createBoolEncoder(): BoolEncoder {
  const bytes: number[] = []
  let range = 255
  /** Value that is not written yet. Only a carry can still change its upper bits. */
  let low = 0
  let pending = -24

  const carry = () => {
    let at = bytes.length - 1
    while (at >= 0 && bytes[at] === 255) bytes[at--] = 0
    if (at >= 0) bytes[at] = (bytes[at] ?? 0) + 1
  }
  const shift = () => {
    range *= 2
    // An overflow of the 32 bits is a carry into the written bytes.
    if (low >= 0x80000000) {
      carry()
      low -= 0x80000000
    }
    low *= 2
    pending += 1
    if (pending < 0) return
    pending = -8
    bytes.push(Math.floor(low / 0x1000000) & 0xff)
    low %= 0x1000000
  }
  const encoder: BoolEncoder = {
    bit(value, probability) {
      const split = 1 + (((range - 1) * probability) >> 8)
      if (value) {
        low += split
        range -= split
      } else range = split
      while (range < 128) shift()
    },
    literal(value, bits) {
      for (let bit = bits - 1; bit >= 0; bit--) encoder.bit((value >> bit) & 1, 128)
    },
    finish() {
      for (let count = 0; count < 32; count++) encoder.bit(0, 128)
      return Uint8Array.from(bytes)
    },
  }
  return encoder
}
