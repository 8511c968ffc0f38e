import { unref } from '../../unref.ts'
import type { Packet } from '../media/media.ts'
import { type Codec, type Encoder, type Frame, frameMs, samplesPerFrame } from './codec.ts'

/** One participant's channel of the mixer. */
export interface MixerChannel {
  /** Adds a packet of the participant's audio. */
  push(packet: Packet): void
  setMuted(muted: boolean): void
  remove(): void
}

/** Input and output of a mixer channel. */
export interface ChannelOptions {
  /** Receives the mix of all other channels. Default: the channel does not receive. */
  readonly onPacket?: (packet: Packet) => void
  /** Generates the channel's audio, 20 ms at a time, instead of `push`. */
  readonly generate?: () => Frame
  /** Called at most once a second while the channel is audible. */
  readonly onTalking: () => void
}

/** Mixes the channels. Each channel receives all others, without its own audio. */
export interface Mixer {
  addChannel(options: ChannelOptions): MixerChannel
  /** Mixes the next 20 ms. A timer calls it; tests may call it directly. */
  tick(): void
  close(): void
}

/** Amplitude up to which a frame counts as silence: −60 dB of full scale. */
const silence = 32
/** Jitter buffer of a channel, in frames. The oldest frame is dropped when it is full. */
const maxWaiting = 6
const talkingIntervalTicks = 50

interface ChannelState {
  readonly options: ChannelOptions
  readonly waiting: Frame[]
  isMuted: boolean
  audible: Frame | undefined
  talkedAt: number
  encoder: Encoder | undefined
  sequenceNumber: number
  wasSilent: boolean
}

/** Creates a mixer. It ticks only while it has channels, and encodes only while a channel is audible. */
export function createMixer(codec: Codec): Mixer {
  const channels = new Set<ChannelState>()
  let timer: ReturnType<typeof setInterval> | undefined
  let ticks = 0
  let startedAt = 0

  const tick = () => {
    ticks += 1
    for (const channel of channels) {
      const frame = channel.options.generate ? channel.options.generate() : channel.waiting.shift()
      channel.audible = frame && !channel.isMuted && isAudible(frame) ? frame : undefined
      if (!channel.audible || ticks - channel.talkedAt < talkingIntervalTicks) continue
      channel.talkedAt = ticks
      channel.options.onTalking()
    }
    for (const channel of channels) sendMix(channel)
  }
  const sendMix = (channel: ChannelState) => {
    const { onPacket } = channel.options
    if (!onPacket) return
    const mixed = mix(channels, channel)
    if (!mixed) {
      channel.wasSilent = true
      return
    }
    channel.encoder ??= codec.encoder()
    const payload = channel.encoder.encode(mixed)
    channel.sequenceNumber = (channel.sequenceNumber + 1) & 0xffff
    const timestamp = (ticks * samplesPerFrame) >>> 0
    onPacket({ payload, sequenceNumber: channel.sequenceNumber, timestamp, marker: channel.wasSilent })
    channel.wasSilent = false
  }
  /** Catches up on ticks that a late timer missed, unless the machine slept. */
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
      const channel: ChannelState = {
        options,
        waiting: [],
        isMuted: false,
        audible: undefined,
        talkedAt: -talkingIntervalTicks,
        encoder: undefined,
        sequenceNumber: 0,
        wasSilent: true,
      }
      const decoder = options.generate ? undefined : codec.decoder()
      let isRemoved = false
      channels.add(channel)
      if (timer === undefined) start()
      return {
        push({ payload }) {
          // Audio of a muted channel need not be decoded.
          if (isRemoved || channel.isMuted || payload.length === 0) return
          try {
            for (const frame of framesOf(decoder?.decode(payload))) channel.waiting.push(frame)
          } catch {
            // An invalid packet is treated like a lost one.
          }
          while (channel.waiting.length > maxWaiting) channel.waiting.shift()
        },
        setMuted(muted) {
          channel.isMuted = muted
          channel.waiting.length = 0
        },
        remove() {
          if (isRemoved) return
          isRemoved = true
          channels.delete(channel)
          decoder?.free()
          channel.encoder?.free()
          if (channels.size === 0) stop()
        },
      }
    },
    close: stop,
  }
}

/** Returns the sum of all audible channels except one, or undefined if none is audible. */
function mix(channels: ReadonlySet<ChannelState>, except: ChannelState): Frame | undefined {
  let sum: Frame | undefined
  let isShared = true
  for (const { audible } of channels) {
    if (!audible || audible === except.audible) continue
    if (!sum) {
      sum = audible
      continue
    }
    if (isShared) sum = sum.slice()
    isShared = false
    for (let at = 0; at < samplesPerFrame; at++) {
      const value = (sum[at] ?? 0) + (audible[at] ?? 0)
      sum[at] = Math.max(-32_768, Math.min(32_767, value))
    }
  }
  return sum
}

/** Splits samples into frames of 20 ms. The last frame is padded with silence. */
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

function isAudible(frame: Frame): boolean {
  let peak = 0
  for (const sample of frame) if (Math.abs(sample) > peak) peak = Math.abs(sample)
  return peak > silence
}
