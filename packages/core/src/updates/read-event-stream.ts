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

/** Thrown for a line or a message over the limit. */
export class MessageTooLarge extends Error {}

const maxCharacters = 64 * 1024

/**
 * Creates a function that reads the next piece of an event stream (Server-Sent Events). Lines end with LF,
 * CRLF or CR, and may be split anywhere.
 *
 * @throws {MessageTooLarge} (the function) for a line or a message over 64 KiB.
 */
export function createStreamReader({ onMessage, onComment }: StreamReader): (piece: Uint8Array) => void {
  const decoder = new TextDecoder()
  let endedWithReturn = false
  let isTooLarge = false
  const parser = createParser({
    onEvent: ({ event = 'message', id, data }) => {
      if (data.length > maxCharacters) isTooLarge = true
      else if (!isTooLarge) onMessage({ event, id, data })
    },
    onComment,
    onError: ({ type }) => {
      isTooLarge ||= type === 'max-buffer-size-exceeded'
    },
    maxBufferSize: maxCharacters,
  })
  return (piece) => {
    let text = decoder.decode(piece, { stream: true })
    if (text === '') return
    // A final CR ends its line at once: the parser would wait for an LF that may never come.
    if (endedWithReturn && text.startsWith('\n')) text = text.slice(1)
    endedWithReturn = text.endsWith('\r') || (endedWithReturn && text === '')
    parser.feed(text.replace(/\r\n?/g, '\n'))
    if (isTooLarge) throw new MessageTooLarge(`A message has more than ${maxCharacters} characters`)
  }
}
