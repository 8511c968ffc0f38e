import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStreamReader } from './read-event-stream.ts'

const bytes = new TextEncoder()

/** Reads a stream that arrives in pieces, and returns its messages and comments. */
function read(pieces: readonly Uint8Array[]) {
  const messages: object[] = []
  const comments: string[] = []
  const feed = createStreamReader({
    onMessage: (message) => messages.push(message),
    onComment: (text) => comments.push(text),
  })
  for (const piece of pieces) feed(piece)
  return { messages, comments }
}

const stream = 'id: 1\nevent: update\ndata: {"name":"José 👋"}\n\n: cursor 2\n\ndata: a\ndata: b\n\n'
const expected = {
  messages: [
    { id: '1', event: 'update', data: '{"name":"José 👋"}' },
    { id: undefined, event: 'message', data: 'a\nb' },
  ],
  comments: ['cursor 2'],
}

describe('an event stream', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('is read with lines that end with %s, wherever it is split', (_, end) => {
    const all = bytes.encode(stream.replaceAll('\n', end))
    fc.assert(
      fc.property(fc.array(fc.nat(all.length)), (splits) => {
        const places = [0, ...splits.sort((a, b) => a - b), all.length]
        const pieces = places.slice(1).map((place, index) => all.slice(places[index], place))
        expect(read(pieces)).toEqual(expected)
      }),
    )
  })

  it('delivers a message as soon as its last line has ended', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(read([bytes.encode(`data: a${end}${end}`)]).messages).toHaveLength(1)
    }
  })

  it('may have a message of 64 KiB, and no larger one', () => {
    const line = (length: number) => bytes.encode(`data: ${'x'.repeat(length)}\n\n`)
    expect(read([line(65_536)]).messages).toHaveLength(1)
    expect(() => read([line(65_537)])).toThrow('more than 65536 characters')
  })

  it('ends with an error for a line, or a message, that never ends', () => {
    const endless = Array.from({ length: 100 }, () => bytes.encode('x'.repeat(1_000)))
    expect(() => read([bytes.encode('data: '), ...endless])).toThrow('more than 65536 characters')
    const lines = Array.from({ length: 100 }, () => bytes.encode(`data: ${'x'.repeat(1_000)}\n`))
    expect(() => read(lines)).toThrow('more than 65536 characters')
  })

  it('may have any number of short messages, however they are split', () => {
    const beats = Array.from({ length: 50_000 }, () => [bytes.encode(':\n'), bytes.encode('\n')]).flat()
    expect(read(beats).comments).toHaveLength(50_000)
  })
})
