import type { Kind, Packet, Source } from '../media/media.ts'
import { encodeKeyFrame, squareSize } from '../vp8/key-frame.ts'
import { createFrameAssembler } from './frame-assembler.ts'
import { opusDurationMs } from './opus-duration.ts'
import { createTimeline } from './timeline.ts'
import { type TimedFrame, writeWebm } from './webm.ts'

/** What is recorded of one kind, from one source at a time. */
export interface TrackRecording {
  /** Adds a source, which is recorded once those before it ended; the function that it returns ends it. */
  follow(source: Source): () => void
  /** Ends it. The file, which lasts as long as the take did; undefined when nothing came. */
  finish(): Uint8Array<ArrayBuffer> | undefined
}

/** Where the frames of a take go. */
interface Reel {
  /** Hears the packets of a source that begins. */
  open(source: Source): (packet: Packet) => void
  /** Its source ended. */
  cut(): void
  finish(durationMs: number): Uint8Array<ArrayBuffer> | undefined
}

/** A take is kept in memory: what comes after so many bytes is left out. */
const maxBytes = 32_000_000
/** What a frame takes beside its bytes. */
const frameCost = 64

/** Begins a take. `now` is the time, in milliseconds. */
export function createTrackRecording(
  kind: Kind,
  now: () => number = () => performance.now(),
): TrackRecording {
  const beganAt = now()
  const elapsed = () => now() - beganAt
  const reel = kind === 'audio' ? createAudioWriter(elapsed) : createVideoWriter(elapsed)
  const sources: Source[] = []
  const stops = new Map<Source, () => void>()
  const end = (source: Source) => {
    const at = sources.indexOf(source)
    if (at < 0) return
    stops.get(source)?.()
    stops.delete(source)
    sources.splice(at, 1)
    if (at === 0) reel.cut()
  }
  return {
    follow(source) {
      sources.push(source)
      let take: ((packet: Packet) => void) | undefined
      const stop = source.listen(kind, (packet) => {
        if (sources[0] !== source) return
        take ??= reel.open(source)
        take(packet)
      })
      stops.set(source, stop)
      return () => end(source)
    },
    finish() {
      for (const source of [...sources].reverse()) end(source)
      return reel.finish(elapsed())
    },
  }
}

/** Keeps frames, up to a limit. */
function createFrames() {
  const frames: TimedFrame[] = []
  let bytes = 0
  return {
    frames,
    /** Whether it was kept. */
    keep(frame: TimedFrame): boolean {
      bytes += frame.data.length + frameCost
      if (bytes > maxBytes) return false
      frames.push(frame)
      return true
    },
  }
}

/** 20 ms of silence: an empty frame of the whole band. */
const silence = Uint8Array.of(0xf8, 0xff, 0xfe)
const silenceMs = 20

/** Sound goes on without a gap: players would close it. */
function createAudioWriter(elapsed: () => number): Reel {
  const { frames, keep } = createFrames()
  let endMs = 0
  const add = (data: Uint8Array, ms: number) => {
    if (keep({ data, ms: endMs, isKey: true })) endMs += ms
    else endMs = Number.POSITIVE_INFINITY
  }
  const fillUntil = (ms: number) => {
    while (ms - endMs >= silenceMs) add(silence, silenceMs)
  }
  let hasCome = false
  return {
    open() {
      const timeline = createTimeline(elapsed, 48)
      return ({ payload, timestamp }) => {
        const ms = timeline(timestamp)
        // One that is late has been filled up already.
        if (payload.length === 0 || ms < endMs - silenceMs) return
        hasCome = true
        fillUntil(ms)
        add(payload.slice(), opusDurationMs(payload))
      }
    },
    cut: () => undefined,
    finish(durationMs) {
      if (!hasCome) return undefined
      fillUntil(durationMs)
      return writeWebm({ kind: 'audio' }, frames, durationMs)
    },
  }
}

/** Where there is no picture, it is black. */
function createVideoWriter(elapsed: () => number): Reel {
  const { frames, keep } = createFrames()
  let size: { readonly width: number; readonly height: number } | undefined
  const add = (data: Uint8Array, ms: number, isKey: boolean) => {
    keep({ data, ms: Math.max(ms, frames.at(-1)?.ms ?? 0), isKey })
  }
  return {
    open(source) {
      const timeline = createTimeline(elapsed, 90)
      return createFrameAssembler((frame) => {
        const ms = timeline(frame.timestamp)
        if (!size && frame.size) add(black(frame.size), 0, true)
        size = frame.size ?? size
        add(frame.data, ms, frame.size !== undefined)
      }, source.requestKeyFrame)
    },
    cut() {
      if (size) add(black(size), elapsed(), true)
    },
    finish: (durationMs) => (size ? writeWebm({ kind: 'video', ...size }, frames, durationMs) : undefined),
  }
}

function black({ width, height }: { readonly width: number; readonly height: number }): Uint8Array {
  const inSquares = (pixels: number) => Math.ceil(pixels / squareSize)
  const mosaic = { width: inSquares(width), height: inSquares(height) }
  const squares = Array(mosaic.width * mosaic.height).fill({ y: 16, u: 128, v: 128 })
  return encodeKeyFrame({ ...mosaic, squares })
}
