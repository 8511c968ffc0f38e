import type { Packet } from '../media/media.ts'
import { readPayload } from '../vp8/packetize.ts'
import { concat } from './ebml.ts'
import { createReorderBuffer } from './reorder-buffer.ts'

/** A whole picture of VP8; its size is in key frames alone. */
export interface VideoFrame {
  readonly data: Uint8Array
  readonly timestamp: number
  readonly size: { readonly width: number; readonly height: number } | undefined
}

/** More than this is no picture that anybody sends. */
const maxBytes = 4_000_000

/**
 * Puts pictures together from packets. After a loss nothing is passed on until there is a key frame, which
 * `needKey` asks for.
 */
export function createFrameAssembler(
  take: (frame: VideoFrame) => void,
  needKey: () => void,
): (packet: Packet) => void {
  let parts: Uint8Array[] = []
  let bytes = 0
  let timestamp: number | undefined
  let isWaitingForKey = true

  const drop = () => {
    parts = []
    bytes = 0
    timestamp = undefined
  }
  const finish = (at: number) => {
    const data = concat(...parts)
    drop()
    const size = sizeOf(data)
    if (isWaitingForKey && !size) return needKey()
    isWaitingForKey = false
    take({ data, timestamp: at, size })
  }
  return createReorderBuffer((packet, afterLoss) => {
    const part = readPayload(packet.payload)
    if (afterLoss) {
      isWaitingForKey = true
      drop()
    }
    if (!part) return
    if (part.startsFrame) {
      drop()
      timestamp = packet.timestamp
    }
    if (timestamp !== packet.timestamp || bytes > maxBytes) {
      isWaitingForKey = true
      return drop()
    }
    parts.push(part.data)
    bytes += part.data.length
    if (packet.marker) finish(packet.timestamp)
  })
}

/** The size that a key frame tells; undefined for other frames (RFC 6386, 9.1). */
function sizeOf(frame: Uint8Array): VideoFrame['size'] {
  const [tag = 1, , , a, b, c, w0 = 0, w1 = 0, h0 = 0, h1 = 0] = frame
  if (tag & 1 || a !== 0x9d || b !== 0x01 || c !== 0x2a) return undefined
  return { width: (w0 | (w1 << 8)) & 0x3fff, height: (h0 | (h1 << 8)) & 0x3fff }
}
