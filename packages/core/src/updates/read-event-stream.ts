import { createParser } from 'eventsource-parser'

/** A message of an event stream. */
export interface StreamMessage {
  readonly event: string
  readonly id: string | undefined
  readonly data: string
}

/** Receives the contents of an event stream. */
export interface StreamReader {
  readonly onMessage: (message: StreamMessage) => void
  readonly onComment: (text: string) => void
}

const maxCharacters = 64 * 1024

/**
 * Creates a function that reads the next piece of an event stream (Server-Sent Events). Lines end with LF,
 * CRLF or CR, and may be split anywhere.
 *
 * @throws {Error} (the function) for a line or a message over 64 KiB.
 */
export function createStreamReader({ onMessage, onComment }: StreamReader): (piece: Uint8Array) => void {
  const decoder = new TextDecoder()
  let endsWithReturn = false
  /** Characters since the last message or comment. */
  let unfinished = 0
  const check = (size: number) => {
    if (size > maxCharacters) throw new Error(`A message has more than ${maxCharacters} characters`)
  }
  const parser = createParser({
    onEvent({ event = 'message', id, data }) {
      check(data.length)
      unfinished = 0
      onMessage({ event, id, data })
    },
    onComment(text) {
      check(text.length)
      unfinished = 0
      onComment(text)
    },
  })
  return (piece) => {
    const text = decoder.decode(piece, { stream: true })
    if (text === '') return
    // A CR ends its line at once: the parser would wait for an LF that may never come.
    const lines = (endsWithReturn && text[0] === '\n' ? text.slice(1) : text).replace(/\r\n?/g, '\n')
    endsWithReturn = text.endsWith('\r')
    unfinished += lines.length
    parser.feed(lines)
    check(unfinished)
  }
}
