import { readStream } from '@greenroom/core/wire'
import { refusals } from '../refusals/refusals.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a request's body as UTF-8 text, and stops at the limit rather than hold what comes; empty where there
 * is none.
 *
 * @throws {Refusal} 413 over the limit, 400 for another encoding or a body that broke off.
 */
export async function readBody(request: Request, limitBytes: number): Promise<string> {
  const reading = isShort(request, limitBytes)
    ? readWhole(request, limitBytes)
    : readPieces(request, limitBytes)
  const text = await reading.catch(() => {
    throw refusals.notJson()
  })
  if (text === undefined) throw refusals.tooLarge(limitBytes)
  return text
}

/**
 * Whether a body's length is told, and within the limit: a server holds the sender to it. Chunks have no length, whatever is told
 * beside them.
 */
function isShort({ headers }: Request, limitBytes: number): boolean {
  const length = headers.get('content-length')
  return length !== null && Number(length) <= limitBytes && !headers.has('transfer-encoding')
}

/** Reading at once costs a runtime a fifth of reading in pieces. */
async function readWhole(request: Request, limitBytes: number): Promise<string | undefined> {
  const bytes = await request.arrayBuffer()
  // Who made the request in this process may have told anything.
  return bytes.byteLength > limitBytes ? undefined : utf8.decode(bytes)
}

async function readPieces({ body }: Request, limitBytes: number): Promise<string | undefined> {
  return body ? readStream(body, limitBytes, new TextDecoder('utf-8', { fatal: true })) : ''
}
