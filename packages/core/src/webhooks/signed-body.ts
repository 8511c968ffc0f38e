import { readStream } from '../wire/read-stream.ts'
import { type SignatureOptions, verifySignature } from './signature.ts'
import { WebhookError } from './webhook-error.ts'

/** Limit for the body of a webhook; every event of the API is smaller. */
const maxBytes = 1 << 20

/**
 * Reads the body of a webhook and verifies its signature.
 *
 * @throws {WebhookError} if the body cannot be read or the signature is not valid.
 */
export async function readSignedBody(request: Request, options: SignatureOptions): Promise<string> {
  if (request.bodyUsed) {
    throw new WebhookError(
      'body_used',
      'The body of the webhook has already been read; verify the webhook first',
    )
  }
  const body = request.body ? await readBytes(request.body) : ''
  await verifySignature(request.headers, body, options)
  return body
}

async function readBytes(stream: ReadableStream<Uint8Array>): Promise<string> {
  // The signature covers the exact bytes: a byte order mark must be kept, and invalid UTF-8 would not survive
  // re-encoding.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const text = await readStream(stream, maxBytes, decoder).catch((error: unknown) => {
    // Every platform reports invalid UTF-8 as a TypeError with a message that mentions data, decoding or UTF.
    const isInvalidText = error instanceof TypeError && /data|decod|utf/i.test(error.message)
    throw isInvalidText
      ? new WebhookError('not_an_event', 'The body of the webhook is not valid UTF-8')
      : new WebhookError('broke_off', 'The body of the webhook ended before it was complete')
  })
  if (text === undefined) throw new WebhookError('too_large', 'The body of the webhook exceeds 1 MiB')
  return text
}
