import type { Packet } from '../media/media.ts'
import { readPayload } from '../vp8/packetize.ts'
import { concat } from './ebml.ts'
import { createReorderBuffer } from './reorder-buffer.ts'

/** A complete VP8 frame. Only key frames contain the size. */
export interface VideoFrame {
  readonly data: Uint8Array
  readonly timestamp: number
  readonly size: { readonly width: number; readonly height: number } | undefined
}

/** Maximum size of a frame; larger ones are invalid. */
const maxBytes = 4_000_000

/**
 * Returns a function that assembles packets into frames. After packet loss, frames are dropped until the next
 * key frame, and `requestKeyFrame` is called for each of them.
 */
export function createFrameAssembler(
  onFrame: (frame: VideoFrame) => void,
  requestKeyFrame: () => void,
): (packet: Packet) => void {
  let parts: Uint8Array[] = []
  let bytes = 0
  let timestamp: number | undefined
  let isWaitingForKeyFrame = true

  const drop = () => {
    parts = []
    bytes = 0
    timestamp = undefined
  }
  const finish = (at: number) => {
    const data = concat(...parts)
    drop()
    const size = sizeOf(data)
    if (isWaitingForKeyFrame && !size) return requestKeyFrame()
    isWaitingForKeyFrame = false
    onFrame({ data, timestamp: at, size })
  }
  return createReorderBuffer((packet, afterLoss) => {
    const part = readPayload(packet.payload)
    if (afterLoss) {
      isWaitingForKeyFrame = true
      drop()
    }
    if (!part) return
    if (part.startsFrame) {
      drop()
      timestamp = packet.timestamp
    }
    if (timestamp !== packet.timestamp || bytes > maxBytes) {
      isWaitingForKeyFrame = true
      return drop()
    }
    parts.push(part.data)
    bytes += part.data.length
    if (packet.marker) finish(packet.timestamp)
  })
}

/** Returns the size of a key frame, or undefined for other frames (RFC 6386, section 9.1). */
function sizeOf(frame: Uint8Array): VideoFrame['size'] {
  const [tag = 1, , , a, b, c, w0 = 0, w1 = 0, h0 = 0, h1 = 0] = frame
  if (tag & 1 || a !== 0x9d || b !== 0x01 || c !== 0x2a) return undefined
  return { width: (w0 | (w1 << 8)) & 0x3fff, height: (h0 | (h1 << 8)) & 0x3fff }
}
