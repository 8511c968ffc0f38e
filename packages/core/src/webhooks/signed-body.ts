import { readStream } from '../wire/read-stream.ts'
import { type SignatureOptions, verifySignature } from './signature.ts'
import { WebhookError } from './webhook-error.ts'

/** More than any event of the API has. */
const maxBytes = 1 << 20

/**
 * Reads a webhook's body, once, and checks its signature.
 *
 * @throws {WebhookError} which says why it must not be acted on.
 */
export async function readSignedBody(request: Request, options: SignatureOptions): Promise<string> {
  if (request.bodyUsed) {
    throw new WebhookError('body_used', 'The body of the webhook was read before: verify it first')
  }
  const body = request.body ? await readBytes(request.body) : ''
  await verifySignature(request.headers, body, options)
  return body
}

async function readBytes(stream: ReadableStream<Uint8Array>): Promise<string> {
  // A byte order mark is signed like any other byte, and what is no UTF-8 would not encode back to what was signed.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const text = await readStream(stream, maxBytes, decoder).catch((error: unknown) => {
    // Of the decoder's errors all platforms say that much: they are of its data.
    const isData = error instanceof TypeError && /data|decod|utf/i.test(error.message)
    throw isData
      ? new WebhookError('not_an_event', 'The body of the webhook is no text')
      : new WebhookError('broke_off', 'The body of the webhook broke off')
  })
  if (text === undefined) throw new WebhookError('too_large', 'The body of the webhook is over 1 MiB')
  return text
}
