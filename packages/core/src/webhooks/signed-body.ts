import { readStream } from '../wire/read-stream.ts'
import { importPublicKeys } from './public-keys.ts'
import { readSignature, type SignatureOptions, verifySignature } from './signature.ts'
import { WebhookError } from './webhook-error.ts'

/** Limit for the body of a webhook; every event of the API is smaller. */
const maxBytes = 1 << 20

/** A verified body. */
export interface SignedBody {
  readonly text: string
  /** The signature that verified it, in canonical base64. */
  readonly signature: string
}

/**
 * Reads the body of a webhook and verifies its signature. Everything that the headers can decide is decided
 * before the body is read.
 *
 * @throws {WebhookError} if the body cannot be read or the signature is not valid.
 * @throws {ConfigError} if a public key is malformed or none is given, or the tolerance is invalid.
 */
export async function readSignedBody(request: Request, options: SignatureOptions): Promise<SignedBody> {
  const keys = await importPublicKeys(options.publicKeys)
  if (request.bodyUsed) throw bodyUsed()
  const signature = readSignature(request.headers, options)
  const length = Number(request.headers.get('content-length'))
  if (length > maxBytes) throw tooLarge()
  const { body } = request
  if (body?.locked) throw bodyUsed()
  const text = body ? await readBytes(body) : ''
  // In Node, a body parser consumes the request that the web `Request` is made from later.
  if (text === '' && (length > 0 || request.headers.has('transfer-encoding'))) throw bodyUsed()
  await verifySignature(signature, text, keys)
  return { text, signature: signature.text }
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
  if (text === undefined) throw tooLarge()
  return text
}

function bodyUsed(): WebhookError {
  return new WebhookError(
    'body_used',
    'The body of the webhook was read before, e.g. by express.json() or a middleware; verify the webhook first',
  )
}

function tooLarge(): WebhookError {
  return new WebhookError('too_large', 'The body of the webhook exceeds 1 MiB')
}
