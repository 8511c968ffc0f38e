import { unref } from '../../unref.ts'
import type { Packet } from '../media/media.ts'
import { encodeKeyFrame } from '../vp8/key-frame.ts'
import { packetize } from '../vp8/packetize.ts'
import type { Color } from './colors.ts'
import { drawFrame } from './draw-frame.ts'

const framesPerSecond = 10
const ticksPerFrame = 90_000 / framesPerSecond

/** The generated video of a bot. Frames are drawn only while it has subscribers. */
export interface BotVideo {
  watch(listener: (packet: Packet) => void): () => void
  close(): void
}

/** Creates the video of a bot: its color, its initials and a moving bar. */
export function createBotVideo(color: Color, name: string): BotVideo {
  const watchers = new Set<(packet: Packet) => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let frame = 0
  let sequenceNumber = 0

  const draw = () => {
    frame += 1
    const payloads = packetize(encodeKeyFrame(drawFrame(color, name, frame)))
    payloads.forEach((payload, at) => {
      sequenceNumber = (sequenceNumber + 1) & 0xffff
      const timestamp = (frame * ticksPerFrame) >>> 0
      const packet = { payload, sequenceNumber, timestamp, marker: at === payloads.length - 1 }
      for (const watcher of watchers) watcher(packet)
    })
  }
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  return {
    watch(listener) {
      watchers.add(listener)
      if (timer === undefined) {
        timer = setInterval(draw, 1000 / framesPerSecond)
        unref(timer)
      }
      return () => {
        watchers.delete(listener)
        if (watchers.size === 0) stop()
      }
    },
    close() {
      watchers.clear()
      stop()
    },
  }
}
