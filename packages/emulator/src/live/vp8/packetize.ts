/** Maximum payload in bytes, which leaves room for the headers of all layers. */
const maxPayload = 1100
const startOfFrame = 0x10

/** Splits a frame into RTP payloads (RFC 7741) without picture ids. */
export function packetize(frame: Uint8Array): Uint8Array[] {
  const payloads: Uint8Array[] = []
  for (let at = 0; at < frame.length; at += maxPayload) {
    const part = frame.subarray(at, at + maxPayload)
    const payload = new Uint8Array(part.length + 1)
    payload[0] = at === 0 ? startOfFrame : 0
    payload.set(part, 1)
    payloads.push(payload)
  }
  return payloads
}

/**
 * Returns the data of a payload without its descriptor, and whether it starts a frame. Returns undefined if
 * the payload is not valid VP8.
 */
export function readPayload(
  payload: Uint8Array,
): { readonly data: Uint8Array; readonly startsFrame: boolean } | undefined {
  const [first = 0, second = 0] = payload
  let at = 1
  if (first & 0x80) {
    at = 2
    if (second & 0x80) at += (payload[at] ?? 0) & 0x80 ? 2 : 1
    if (second & 0x40) at += 1
    if (second & 0x30) at += 1
  }
  if (at >= payload.length) return undefined
  return { data: payload.subarray(at), startsFrame: (first & startOfFrame) !== 0 && (first & 0x07) === 0 }
}
