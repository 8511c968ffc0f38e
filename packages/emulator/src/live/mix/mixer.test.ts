import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Packet } from '../media/media.ts'
import { type Codec, type Frame, samplesPerFrame } from './codec.ts'
import { createMixer, type Mixer } from './mixer.ts'

/** A codec without compression: the payload is the bytes of the samples. */
const uncompressed: Codec = {
  decoder: () => ({ decode: (payload) => samplesOf(payload), free: () => undefined }),
  encoder: () => ({ encode: (frame) => new Uint8Array(frame.slice().buffer), free: () => undefined }),
}

function samplesOf(payload: Uint8Array): Frame {
  if (payload.length % 2) throw new Error('Not an Opus packet')
  return new Int16Array(payload.slice().buffer)
}

function packetOf(value: number, frames = 1): Packet {
  const payload = new Uint8Array(new Int16Array(samplesPerFrame * frames).fill(value).buffer)
  return { payload, sequenceNumber: 1, timestamp: 1, marker: false }
}

function addChannel(mixer: Mixer) {
  const heard: number[] = []
  const packets: Packet[] = []
  const onTalking = vi.fn()
  const onPacket = (packet: Packet) => {
    packets.push(packet)
    heard.push(samplesOf(packet.payload)[5] ?? 0)
  }
  return { ...mixer.addChannel({ onPacket, onTalking }), heard, packets, onTalking }
}

describe('createMixer', () => {
  vi.useFakeTimers()
  afterEach(() => vi.clearAllTimers())

  it('sends each channel the sum of the others without its own audio', () => {
    const mixer = createMixer(uncompressed)
    const [ann, ben, cyd] = [addChannel(mixer), addChannel(mixer), addChannel(mixer)]
    ann.push(packetOf(100))
    ben.push(packetOf(1000))
    mixer.tick()
    expect([ann.heard, ben.heard, cyd.heard]).toEqual([[1000], [100], [1100]])
  })

  it('sends nothing during silence and sets the marker when audio resumes', () => {
    const mixer = createMixer(uncompressed)
    const [ann, ben] = [addChannel(mixer), addChannel(mixer)]
    for (const value of [500, 0, 500, 500]) {
      ann.push(packetOf(value))
      mixer.tick()
    }
    expect(ben.packets.map(({ marker, sequenceNumber }) => [marker, sequenceNumber])).toEqual([
      [true, 1],
      [true, 2],
      [false, 3],
    ])
    const times = ben.packets.map(({ timestamp }) => timestamp)
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual(
      [0, 2, 3].map((tick) => tick * samplesPerFrame),
    )
  })

  it('does not send the audio of a muted channel, including buffered packets', () => {
    const mixer = createMixer(uncompressed)
    const [ann, ben] = [addChannel(mixer), addChannel(mixer)]
    ann.push(packetOf(500))
    ann.setMuted(true)
    ann.push(packetOf(600))
    mixer.tick()
    ann.setMuted(false)
    ann.push(packetOf(700))
    mixer.tick()
    expect(ben.heard).toEqual([700])
  })

  it('clips a sum that is too loud and splits packets longer than 20 ms', () => {
    const mixer = createMixer(uncompressed)
    const [ann, ben, cyd] = [addChannel(mixer), addChannel(mixer), addChannel(mixer)]
    ann.push(packetOf(30_000, 2))
    ben.push(packetOf(30_000, 2))
    mixer.tick()
    mixer.tick()
    expect(cyd.heard).toEqual([32_767, 32_767])
  })

  it('calls onTalking once a second while a channel is audible', () => {
    const mixer = createMixer(uncompressed)
    const [ann, ben] = [addChannel(mixer), addChannel(mixer)]
    for (let tick = 0; tick < 100; tick++) {
      ann.push(packetOf(500))
      mixer.tick()
    }
    expect([ann.onTalking.mock.calls.length, ben.onTalking.mock.calls.length]).toEqual([2, 0])
  })

  it('ignores an invalid packet and a packet of a removed channel', () => {
    const mixer = createMixer(uncompressed)
    const [ann, ben] = [addChannel(mixer), addChannel(mixer)]
    ann.push({ ...packetOf(1), payload: Uint8Array.of(1) })
    ann.remove()
    ann.remove()
    ann.push(packetOf(500))
    mixer.tick()
    expect(ben.heard).toEqual([])
  })

  it('stops its timer when the last channel is removed', () => {
    const mixer = createMixer(uncompressed)
    const channels = [addChannel(mixer), addChannel(mixer)]
    expect(vi.getTimerCount()).toBe(1)
    for (const { remove } of channels) remove()
    expect(vi.getTimerCount()).toBe(0)
  })
})
