import { readStream } from '@greenroom/core/wire'
import { refusals } from '../refusals/refusals.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Returns a request's body as UTF-8 text, empty if there is no body. Stops reading at the limit.
 *
 * @throws {Refusal} 413 over the limit; 400 for invalid UTF-8, and for a body that was interrupted or read
 *   before.
 */
export async function readBody(request: Request, limitBytes: number): Promise<string> {
  if (request.bodyUsed || request.body?.locked) throw refusals.bodyUsed()
  const length = declaredLength(request)
  if (length !== undefined && length > limitBytes) throw refusals.tooLarge(limitBytes)
  const reading = length === undefined ? readPieces(request, limitBytes) : readWhole(request, limitBytes)
  const text = await reading.catch(() => {
    throw refusals.notJson()
  })
  if (text === undefined) throw refusals.tooLarge(limitBytes)
  // In Node, a body parser consumes the request that the web `Request` is made from later.
  if (text === '' && length) throw refusals.bodyUsed()
  return text
}

/**
 * Returns the declared length of a body, which the server enforces. Chunked bodies have no reliable length,
 * even with a `Content-Length` header.
 */
function declaredLength({ headers }: Request): number | undefined {
  const length = Number(headers.get('content-length') ?? Number.NaN)
  return Number.isNaN(length) || headers.has('transfer-encoding') ? undefined : length
}

/** Reads the body at once, which costs a fifth of reading it in chunks. */
async function readWhole(request: Request, limitBytes: number): Promise<string | undefined> {
  const bytes = await request.arrayBuffer()
  // A request that was constructed in this process may declare any length.
  return bytes.byteLength > limitBytes ? undefined : utf8.decode(bytes)
}

async function readPieces({ body }: Request, limitBytes: number): Promise<string | undefined> {
  return body ? readStream(body, limitBytes, new TextDecoder('utf-8', { fatal: true })) : ''
}
