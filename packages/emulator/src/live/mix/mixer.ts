import { unref } from '../../unref.ts'
import type { Packet } from '../media/media.ts'
import { type Codec, type Encoder, type Frame, frameMs, samplesPerFrame } from './codec.ts'

/** Somebody's place in the mix. */
export interface MixerChannel {
  /** Takes a packet of what they say. */
  push(packet: Packet): void
  setMuted(muted: boolean): void
  leave(): void
}

/** How somebody sits in the mix. */
export interface ChannelOptions {
  /** Gets what all the others say. Without it they do not listen. */
  readonly onPacket?: (packet: Packet) => void
  /** Makes what they say, 20 ms at a time, instead of packets. */
  readonly make?: () => Frame
  /** Tells that they were heard, at most once a second. */
  readonly onTalking: () => void
}

/** Mixes what all say, for each without their own voice. */
export interface Mixer {
  addChannel(options: ChannelOptions): MixerChannel
  /** Mixes the next 20 ms. The clock calls it; a test may. */
  tick(): void
  close(): void
}

/** Quieter than this is silence: −60 dB of full scale. */
const silence = 32
/** Packets come unevenly: so many frames are kept before the oldest is left out. */
const maxWaiting = 6
const talkingEveryTicks = 50

interface ChannelState {
  readonly options: ChannelOptions
  readonly waiting: Frame[]
  isMuted: boolean
  said: Frame | undefined
  talkedAt: number
  encoder: Encoder | undefined
  sequenceNumber: number
  wasSilent: boolean
}

/** Makes a mixer. It ticks only while somebody sits in it; nothing is encoded while nobody is heard. */
export function createMixer(codec: Codec): Mixer {
  const seats = new Set<ChannelState>()
  let timer: ReturnType<typeof setInterval> | undefined
  let ticks = 0
  let startedAt = 0

  const tick = () => {
    ticks += 1
    for (const seat of seats) {
      const frame = seat.options.make ? seat.options.make() : seat.waiting.shift()
      seat.said = frame && !seat.isMuted && isHeard(frame) ? frame : undefined
      if (!seat.said || ticks - seat.talkedAt < talkingEveryTicks) continue
      seat.talkedAt = ticks
      seat.options.onTalking()
    }
    for (const seat of seats) listen(seat)
  }
  const listen = (seat: ChannelState) => {
    const { onPacket } = seat.options
    if (!onPacket) return
    const mixed = mix(seats, seat)
    if (!mixed) {
      seat.wasSilent = true
      return
    }
    seat.encoder ??= codec.encoder()
    const payload = seat.encoder.encode(mixed)
    seat.sequenceNumber = (seat.sequenceNumber + 1) & 0xffff
    const timestamp = (ticks * samplesPerFrame) >>> 0
    onPacket({ payload, sequenceNumber: seat.sequenceNumber, timestamp, marker: seat.wasSilent })
    seat.wasSilent = false
  }
  /** Timers are late, never early: what was missed is caught up with, unless the machine slept. */
  const onTimer = () => {
    const due = Math.floor((performance.now() - startedAt) / frameMs)
    if (due - ticks > 10) startedAt += (due - ticks - 1) * frameMs
    while (ticks < Math.floor((performance.now() - startedAt) / frameMs)) tick()
  }
  const start = () => {
    startedAt = performance.now() - ticks * frameMs
    timer = setInterval(onTimer, frameMs)
    unref(timer)
  }
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }

  return {
    tick,
    addChannel(options) {
      const seat: ChannelState = {
        options,
        waiting: [],
        isMuted: false,
        said: undefined,
        talkedAt: -talkingEveryTicks,
        encoder: undefined,
        sequenceNumber: 0,
        wasSilent: true,
      }
      const decoder = options.make ? undefined : codec.decoder()
      let isGone = false
      seats.add(seat)
      if (timer === undefined) start()
      return {
        push({ payload }) {
          // What a muted one says is not even decoded.
          if (isGone || seat.isMuted || payload.length === 0) return
          try {
            for (const frame of framesOf(decoder?.decode(payload))) seat.waiting.push(frame)
          } catch {
            // A packet that is no Opus is as one that was lost.
          }
          while (seat.waiting.length > maxWaiting) seat.waiting.shift()
        },
        setMuted(muted) {
          seat.isMuted = muted
          seat.waiting.length = 0
        },
        leave() {
          if (isGone) return
          isGone = true
          seats.delete(seat)
          decoder?.free()
          seat.encoder?.free()
          if (seats.size === 0) stop()
        },
      }
    },
    close: stop,
  }
}

/** What all but one said; undefined when none of them did. */
function mix(seats: ReadonlySet<ChannelState>, except: ChannelState): Frame | undefined {
  let sum: Frame | undefined
  let isShared = true
  for (const { said } of seats) {
    if (!said || said === except.said) continue
    if (!sum) {
      sum = said
      continue
    }
    if (isShared) sum = sum.slice()
    isShared = false
    for (let at = 0; at < samplesPerFrame; at++) {
      const value = (sum[at] ?? 0) + (said[at] ?? 0)
      sum[at] = Math.max(-32_768, Math.min(32_767, value))
    }
  }
  return sum
}

/** A packet may have several frames of 20 ms; a shorter one is filled with silence. */
function framesOf(samples: Frame = new Int16Array()): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at < samples.length; at += samplesPerFrame) {
    const part = samples.subarray(at, at + samplesPerFrame)
    const frame = new Int16Array(samplesPerFrame)
    frame.set(part)
    frames.push(frame)
  }
  return frames
}

function isHeard(frame: Frame): boolean {
  let peak = 0
  for (const sample of frame) if (Math.abs(sample) > peak) peak = Math.abs(sample)
  return peak > silence
}
