import { describe, expect, it } from 'vitest'
import type { Kind, Packet, Source } from '../media/media.ts'
import { encodeKeyFrame } from '../vp8/key-frame.ts'
import { packetize } from '../vp8/packetize.ts'
import { opusDurationMs } from './opus-duration.ts'
import { createReorderBuffer } from './reorder-buffer.ts'
import { createTimeline } from './timeline.ts'
import { createTrackRecording } from './track-recording.ts'

const packet = (
  sequenceNumber: number,
  timestamp = 0,
  payload: Uint8Array = new Uint8Array(),
  marker = true,
): Packet => ({
  payload,
  sequenceNumber,
  timestamp,
  marker,
})

describe('createReorderBuffer', () => {
  const order = (numbers: readonly number[]) => {
    const received: string[] = []
    const push = createReorderBuffer(({ sequenceNumber }, afterLoss) =>
      received.push(`${afterLoss ? 'loss ' : ''}${sequenceNumber}`),
    )
    for (const number of numbers) push(packet(number & 0xffff))
    return received
  }
  it.each([
    ['passes packets on in order', [7, 8, 9], ['7', '8', '9']],
    ['waits for a late packet', [7, 9, 10, 8], ['7', '8', '9', '10']],
    ['drops duplicates', [7, 7, 8, 7], ['7', '8']],
    ['wraps around after the last sequence number', [65_535, 1, 0], ['65535', '0', '1']],
  ])('%s', (_, numbers, expected) => {
    expect(order(numbers)).toEqual(expected)
  })

  it('continues after a lost packet and reports the loss', () => {
    const numbers = [1, ...Array.from({ length: 65 }, (_, at) => at + 3)]
    const received = order(numbers)
    expect(received.slice(0, 3)).toEqual(['1', 'loss 3', '4'])
    expect(received).toHaveLength(66)
  })
})

describe('opusDurationMs', () => {
  it.each([
    [[0x78], 20],
    [[0xf8, 0xff, 0xfe], 20],
    [[0x08], 20],
    [[0x18], 60],
    [[0x60], 10],
    [[0x79], 40],
    [[0x7b, 0x03], 60],
    [[0x80], 2.5],
  ])('reads from the first bytes %j a duration of %f ms', (bytes, ms) => {
    expect(opusDurationMs(Uint8Array.from(bytes))).toBe(ms)
  })
})

describe('createTimeline', () => {
  it('follows the clock of the source, and restarts when it jumps', () => {
    let now = 100
    const place = createTimeline(() => now, 90)
    expect(place(0xffff_ffff)).toBe(100)
    now = 163
    expect(place(89)).toBe(101)
    now = 5000
    expect(place(9_000_000)).toBe(5000)
    expect(place(9_000_090)).toBe(5001)
  })
})

/** A source that sends the test's packets. */
function createSource() {
  const listeners = new Map<Kind, (packet: Packet) => void>()
  const keyFrameRequests: string[] = []
  const source: Source = {
    requestKeyFrame: () => keyFrameRequests.push('key'),
    listen(kind, listener) {
      listeners.set(kind, listener)
      return () => listeners.delete(kind)
    },
  }
  const send = (kind: Kind, ...packets: readonly Packet[]) => {
    for (const packet of packets) listeners.get(kind)?.(packet)
  }
  return { source, send, keyFrameRequests }
}

/** Reads the blocks of a file: their time, whether they are key frames, and their size. */
function blocksOf(file: Uint8Array | undefined) {
  const blocks: { readonly ms: number; readonly isKey: boolean; readonly size: number }[] = []
  let clusterMs = 0
  const walk = (from: number, to: number) => {
    for (let at = from; at < to; ) {
      const first = file?.[at] ?? 0
      const idLength = Math.clz32(first) - 23
      const read = (start: number, length: number) =>
        [...(file ?? []).slice(start, start + length)].reduce((sum, byte) => sum * 256 + byte, 0)
      const id = read(at, idLength)
      const size = read(at + idLength + 1, 4)
      const body = at + idLength + 5
      if (id === 0x18538067 || id === 0x1f43b675) walk(body, body + size)
      if (id === 0xe7) clusterMs = read(body, size)
      if (id === 0xa3) {
        const isKey = ((file?.[body + 3] ?? 0) & 0x80) !== 0
        blocks.push({ ms: clusterMs + read(body + 1, 2), isKey, size: size - 4 })
      }
      at = body + size
    }
  }
  walk(0, file?.length ?? 0)
  return blocks
}

const keyFrame = encodeKeyFrame({ width: 3, height: 2, squares: [] })
/** A frame that depends on the previous one. */
const deltaFrame = Uint8Array.of(0x11, 0, 0, 0)
const packetsOf = (frame: Uint8Array, number: number, timestamp: number) => {
  const payloads = packetize(frame)
  return payloads.map((payload, at) => packet(number + at, timestamp, payload, at === payloads.length - 1))
}

describe('a video recording', () => {
  it('contains each frame at its time, and black before the first', () => {
    let now = 1000
    const recording = createTrackRecording('video', () => now)
    const { source, send } = createSource()
    recording.follow(source)
    now = 3000
    send('video', ...packetsOf(keyFrame, 1, 500), ...packetsOf(deltaFrame, 2, 500 + 90 * 50))
    now = 9000
    send('video', ...packetsOf(deltaFrame, 3, 500 + 90 * 6000))
    const blocks = blocksOf(recording.finish())
    expect(blocks.map(({ ms, isKey }) => [ms, isKey])).toEqual([
      [0, true],
      [2000, true],
      [2050, false],
      [8000, false],
      [8000, true],
    ])
    expect(blocks[1]?.size).toBe(keyFrame.length)
  })

  it('waits for a key frame at the start and after packet loss, and requests it', () => {
    const recording = createTrackRecording('video', () => 0)
    const { source, send, keyFrameRequests } = createSource()
    recording.follow(source)
    send('video', ...packetsOf(deltaFrame, 1, 0))
    expect(keyFrameRequests).toEqual(['key'])
    send('video', ...packetsOf(keyFrame, 2, 0))
    for (let number = 4; number < 70; number++) send('video', ...packetsOf(deltaFrame, number, 0))
    expect(keyFrameRequests.length).toBeGreaterThan(60)
    // A black frame, the key frame, and a black frame at the end.
    expect(blocksOf(recording.finish())).toHaveLength(3)
  })

  it('records one stream at a time and continues with the next when the first ends', () => {
    let now = 0
    const recording = createTrackRecording('video', () => now)
    const [first, second] = [createSource(), createSource()]
    const end = recording.follow(first.source)
    recording.follow(second.source)
    first.send('video', ...packetsOf(keyFrame, 1, 0))
    second.send('video', ...packetsOf(keyFrame, 1, 0))
    now = 100
    end()
    second.send('video', ...packetsOf(keyFrame, 2, 0))
    now = 200
    expect(blocksOf(recording.finish()).map(({ ms }) => ms)).toEqual([0, 0, 100, 100, 200])
  })

  it('returns no file if no video arrived', () => {
    const recording = createTrackRecording('video')
    recording.follow(createSource().source)
    expect(recording.finish()).toBeUndefined()
  })
})

describe('an audio recording', () => {
  it('fills gaps with silence', () => {
    let now = 0
    const recording = createTrackRecording('audio', () => now)
    const { source, send } = createSource()
    recording.follow(source)
    const voice = Uint8Array.of(0x78, 1, 2, 3, 4)
    now = 100
    send('audio', packet(1, 0, voice), packet(2, 960, voice))
    now = 200
    send('audio', packet(3, 4800, voice))
    now = 300
    const blocks = blocksOf(recording.finish())
    expect(blocks.map(({ ms }) => ms)).toEqual(Array.from({ length: 15 }, (_, at) => at * 20))
    const withVoice = blocks.filter(({ size }) => size === voice.length).map(({ ms }) => ms)
    expect(withVoice).toEqual([100, 120, 200])
  })

  it('returns no file if no audio arrived', () => {
    expect(createTrackRecording('audio').finish()).toBeUndefined()
  })
})
