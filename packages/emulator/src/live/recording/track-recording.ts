import type { Kind, Packet, Source } from '../media/media.ts'
import { encodeKeyFrame, squareSize } from '../vp8/key-frame.ts'
import { createFrameAssembler } from './frame-assembler.ts'
import { opusDurationMs } from './opus-duration.ts'
import { createTimeline } from './timeline.ts'
import { type TimedFrame, writeWebm } from './webm.ts'

/** Recording of one participant's audio or video, from one source at a time. */
export interface TrackRecording {
  /** Adds a source. It is recorded when all earlier sources have ended. Returns a function that ends it. */
  follow(source: Source): () => void
  /** Ends the recording. Returns a file of the recording's duration, or undefined if no media arrived. */
  finish(): Uint8Array<ArrayBuffer> | undefined
}

/** Collects the frames of a recording and writes the file. */
interface TrackWriter {
  /** Starts a source. Returns the function that receives its packets. */
  open(source: Source): (packet: Packet) => void
  /** Called when the current source ends. */
  endSource(): void
  finish(durationMs: number): Uint8Array<ArrayBuffer> | undefined
}

/** Limit of a recording in memory, in bytes. Later frames are dropped. */
const maxBytes = 32_000_000
/** Estimated memory overhead of a frame, in bytes. */
const frameOverhead = 64

/** Starts a recording. `now` returns the time in milliseconds. */
export function createTrackRecording(
  kind: Kind,
  now: () => number = () => performance.now(),
): TrackRecording {
  const startedAt = now()
  const elapsed = () => now() - startedAt
  const writer = kind === 'audio' ? createAudioWriter(elapsed) : createVideoWriter(elapsed)
  const sources: Source[] = []
  const stops = new Map<Source, () => void>()
  const end = (source: Source) => {
    const at = sources.indexOf(source)
    if (at < 0) return
    stops.get(source)?.()
    stops.delete(source)
    sources.splice(at, 1)
    if (at === 0) writer.endSource()
  }
  return {
    follow(source) {
      sources.push(source)
      let receive: ((packet: Packet) => void) | undefined
      const stop = source.listen(kind, (packet) => {
        if (sources[0] !== source) return
        receive ??= writer.open(source)
        receive(packet)
      })
      stops.set(source, stop)
      return () => end(source)
    },
    finish() {
      for (const source of [...sources].reverse()) end(source)
      return writer.finish(elapsed())
    },
  }
}

/** Creates a list of frames with a size limit. */
function createFrameList() {
  const frames: TimedFrame[] = []
  let bytes = 0
  return {
    frames,
    /** Adds a frame. Returns false if the limit is reached. */
    add(frame: TimedFrame): boolean {
      bytes += frame.data.length + frameOverhead
      if (bytes > maxBytes) return false
      frames.push(frame)
      return true
    },
  }
}

/** An Opus packet with 20 ms of silence. */
const silence = Uint8Array.of(0xf8, 0xff, 0xfe)
const silenceMs = 20

/** Writes audio without gaps, because players skip gaps. Missing packets become silence. */
function createAudioWriter(elapsed: () => number): TrackWriter {
  const { frames, add: addFrame } = createFrameList()
  let endMs = 0
  const add = (data: Uint8Array, ms: number) => {
    if (addFrame({ data, ms: endMs, isKey: true })) endMs += ms
    else endMs = Number.POSITIVE_INFINITY
  }
  const fillWithSilence = (ms: number) => {
    while (ms - endMs >= silenceMs) add(silence, silenceMs)
  }
  let hasAudio = false
  return {
    open() {
      const timeline = createTimeline(elapsed, 48)
      return ({ payload, timestamp }) => {
        const ms = timeline(timestamp)
        // Silence already replaced a late packet.
        if (payload.length === 0 || ms < endMs - silenceMs) return
        hasAudio = true
        fillWithSilence(ms)
        add(payload.slice(), opusDurationMs(payload))
      }
    },
    endSource: () => undefined,
    finish(durationMs) {
      if (!hasAudio) return undefined
      fillWithSilence(durationMs)
      return writeWebm({ kind: 'audio' }, frames, durationMs)
    },
  }
}

/** Writes video. A black frame is shown while no source sends. */
function createVideoWriter(elapsed: () => number): TrackWriter {
  const { frames, add: addFrame } = createFrameList()
  let size: { readonly width: number; readonly height: number } | undefined
  const add = (data: Uint8Array, ms: number, isKey: boolean) => {
    addFrame({ data, ms: Math.max(ms, frames.at(-1)?.ms ?? 0), isKey })
  }
  return {
    open(source) {
      const timeline = createTimeline(elapsed, 90)
      return createFrameAssembler((frame) => {
        const ms = timeline(frame.timestamp)
        if (!size && frame.size) add(blackFrame(frame.size), 0, true)
        size = frame.size ?? size
        add(frame.data, ms, frame.size !== undefined)
      }, source.requestKeyFrame)
    },
    endSource() {
      if (size) add(blackFrame(size), elapsed(), true)
    },
    finish: (durationMs) => (size ? writeWebm({ kind: 'video', ...size }, frames, durationMs) : undefined),
  }
}

function blackFrame({ width, height }: { readonly width: number; readonly height: number }): Uint8Array {
  const toSquares = (pixels: number) => Math.ceil(pixels / squareSize)
  const mosaic = { width: toSquares(width), height: toSquares(height) }
  const squares = Array(mosaic.width * mosaic.height).fill({ y: 16, u: 128, v: 128 })
  return encodeKeyFrame({ ...mosaic, squares })
}
