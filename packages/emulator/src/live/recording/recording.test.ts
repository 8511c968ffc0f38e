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

describe('packets in order', () => {
  const order = (numbers: readonly number[]) => {
    const taken: string[] = []
    const give = createReorderBuffer(({ sequenceNumber }, afterLoss) =>
      taken.push(`${afterLoss ? 'loss ' : ''}${sequenceNumber}`),
    )
    for (const number of numbers) give(packet(number & 0xffff))
    return taken
  }
  it.each([
    ['come as they are', [7, 8, 9], ['7', '8', '9']],
    ['wait for one that is late', [7, 9, 10, 8], ['7', '8', '9', '10']],
    ['come once', [7, 7, 8, 7], ['7', '8']],
    ['go on over the end of the numbers', [65_535, 1, 0], ['65535', '0', '1']],
  ])('%s', (_, numbers, expected) => {
    expect(order(numbers)).toEqual(expected)
  })

  it('go on without one that is lost, and tell of it', () => {
    const numbers = [1, ...Array.from({ length: 65 }, (_, at) => at + 3)]
    const taken = order(numbers)
    expect(taken.slice(0, 3)).toEqual(['1', 'loss 3', '4'])
    expect(taken).toHaveLength(66)
  })
})

describe('the length of a packet of Opus', () => {
  it.each([
    [[0x78], 20],
    [[0xf8, 0xff, 0xfe], 20],
    [[0x08], 20],
    [[0x18], 60],
    [[0x60], 10],
    [[0x79], 40],
    [[0x7b, 0x03], 60],
    [[0x80], 2.5],
  ])('is told by its first bytes %j: %f ms', (bytes, ms) => {
    expect(opusDurationMs(Uint8Array.from(bytes))).toBe(ms)
  })
})

describe('a timeline', () => {
  it('follows the time of a source, and begins anew where that leaps', () => {
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

/** A source whose packets the test sends. */
function createSource() {
  const listeners = new Map<Kind, (packet: Packet) => void>()
  const asked: string[] = []
  const source: Source = {
    requestKeyFrame: () => asked.push('key'),
    listen(kind, listener) {
      listeners.set(kind, listener)
      return () => listeners.delete(kind)
    },
  }
  const send = (kind: Kind, ...packets: readonly Packet[]) => {
    for (const one of packets) listeners.get(kind)?.(one)
  }
  return { source, send, asked }
}

/** The blocks of a file: when each comes, whether it is a key frame, and how long it is. */
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
/** A frame that hangs on the one before it. */
const delta = Uint8Array.of(0x11, 0, 0, 0)
const pictureOf = (frame: Uint8Array, number: number, timestamp: number) => {
  const payloads = packetize(frame)
  return payloads.map((payload, at) => packet(number + at, timestamp, payload, at === payloads.length - 1))
}

describe('a take of pictures', () => {
  it('has each picture at its time, and is black before the first', () => {
    let now = 1000
    const take = createTrackRecording('video', () => now)
    const { source, send } = createSource()
    take.follow(source)
    now = 3000
    send('video', ...pictureOf(keyFrame, 1, 500), ...pictureOf(delta, 2, 500 + 90 * 50))
    now = 9000
    send('video', ...pictureOf(delta, 3, 500 + 90 * 6000))
    const blocks = blocksOf(take.finish())
    expect(blocks.map(({ ms, isKey }) => [ms, isKey])).toEqual([
      [0, true],
      [2000, true],
      [2050, false],
      [8000, false],
      [8000, true],
    ])
    expect(blocks[1]?.size).toBe(keyFrame.length)
  })

  it('begins with a key frame, asks for one, and needs another after a loss', () => {
    const take = createTrackRecording('video', () => 0)
    const { source, send, asked } = createSource()
    take.follow(source)
    send('video', ...pictureOf(delta, 1, 0))
    expect(asked).toEqual(['key'])
    send('video', ...pictureOf(keyFrame, 2, 0))
    for (let number = 4; number < 70; number++) send('video', ...pictureOf(delta, number, 0))
    expect(asked.length).toBeGreaterThan(60)
    // Black, the key frame, and black at the end.
    expect(blocksOf(take.finish())).toHaveLength(3)
  })

  it('is of one stream, and of the next once that ended', () => {
    let now = 0
    const take = createTrackRecording('video', () => now)
    const [first, second] = [createSource(), createSource()]
    const end = take.follow(first.source)
    take.follow(second.source)
    first.send('video', ...pictureOf(keyFrame, 1, 0))
    second.send('video', ...pictureOf(keyFrame, 1, 0))
    now = 100
    end()
    second.send('video', ...pictureOf(keyFrame, 2, 0))
    now = 200
    expect(blocksOf(take.finish()).map(({ ms }) => ms)).toEqual([0, 0, 100, 100, 200])
  })

  it('is no file when no picture came', () => {
    const take = createTrackRecording('video')
    take.follow(createSource().source)
    expect(take.finish()).toBeUndefined()
  })
})

describe('a take of sound', () => {
  it('has no gap: silence is where nothing came', () => {
    let now = 0
    const take = createTrackRecording('audio', () => now)
    const { source, send } = createSource()
    take.follow(source)
    const voice = Uint8Array.of(0x78, 1, 2, 3, 4)
    now = 100
    send('audio', packet(1, 0, voice), packet(2, 960, voice))
    now = 200
    send('audio', packet(3, 4800, voice))
    now = 300
    const blocks = blocksOf(take.finish())
    expect(blocks.map(({ ms }) => ms)).toEqual(Array.from({ length: 15 }, (_, at) => at * 20))
    const voiced = blocks.filter(({ size }) => size === voice.length).map(({ ms }) => ms)
    expect(voiced).toEqual([100, 120, 200])
  })

  it('is no file when no sound came', () => {
    expect(createTrackRecording('audio').finish()).toBeUndefined()
  })
})
