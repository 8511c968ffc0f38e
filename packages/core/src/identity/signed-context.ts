import * as v from 'valibot'
import { decodeBase64Url } from '../base64.ts'
import { ContextError } from './context-error.ts'

/** The header's `typ`: a key that signs other things too makes no contexts by them. */
export const contextType = 'greenroom-context+jwt'

const Header = v.object({
  alg: v.literal('EdDSA'),
  typ: v.literal(contextType),
  kid: v.string(),
  // What a signer calls critical must be understood, and nothing is.
  crit: v.optional(v.never()),
})

/** What a gateway signs. */
export interface ContextPayload extends v.InferOutput<typeof ContextPayload> {}
export const ContextPayload = v.object({
  /** Which gateway it is of. */
  aud: v.string(),
  /** The user, as the gateway's `authorize` named them. */
  sub: v.string(),
  /** The room that it is for (UUID). */
  room_id: v.string(),
  /** What else the grant said of the user. */
  claims: v.optional(v.record(v.string(), v.unknown())),
  /** Identifies this context (UUID). */
  jti: v.string(),
  /** When it was signed, and when it runs out, in seconds since 1970. */
  iat: v.number(),
  exp: v.number(),
})

/** A context taken apart; nothing of it is to be believed before its signature was checked. */
export interface SignedContext {
  readonly kid: string
  readonly payload: ContextPayload
  readonly signature: Uint8Array<ArrayBuffer>
  /** The bytes that the signature is over. */
  readonly signed: Uint8Array<ArrayBuffer>
}

const longestContext = 8192

/** Three parts, of which the first is an object, as its first character tells: one without a signature is nobody's name. */
const looksSigned = /^e[\w-]*\.[\w-]*\.[\w-]*$/

/**
 * Takes a context apart.
 *
 * @throws {ContextError} `not_signed` or `malformed`.
 */
export function readSignedContext(context: string): SignedContext {
  if (!looksSigned.test(context) || context.length > longestContext) {
    throw new ContextError('not_signed')
  }
  const [header = '', payload = '', signature = ''] = context.split('.')
  try {
    const bytes = decodeBase64Url(signature)
    if (bytes?.length !== 64) throw new ContextError('malformed')
    return {
      kid: v.parse(Header, readJson(header)).kid,
      payload: v.parse(ContextPayload, readJson(payload)),
      signature: bytes,
      signed: new TextEncoder().encode(`${header}.${payload}`),
    }
  } catch {
    throw new ContextError('malformed')
  }
}

function readJson(part: string): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64Url(part)))
}
