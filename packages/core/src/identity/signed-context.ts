import * as v from 'valibot'
import { decodeBase64Url } from '../base64.ts'
import { parseJwtPart } from '../jwt.ts'
import { ContextError } from './context-error.ts'

/** The header's `typ`: other data that the same key signs is not accepted as a context. */
export const contextType = 'greenroom-context+jwt'

const Header = v.object({
  alg: v.literal('EdDSA'),
  typ: v.literal(contextType),
  kid: v.string(),
  // A verifier must understand critical headers, and none is supported.
  crit: v.optional(v.never()),
})

/** What a gateway signs. */
export interface ContextPayload extends v.InferOutput<typeof ContextPayload> {}
export const ContextPayload = v.object({
  /** The gateway that signed it. */
  aud: v.string(),
  /** The user, as returned by the gateway's `authorize`. */
  sub: v.string(),
  /** The room that it is for (UUID). */
  room_id: v.string(),
  /** The other claims of the grant. */
  claims: v.optional(v.record(v.string(), v.unknown())),
  /** Identifies this context (UUID). */
  jti: v.string(),
  /** When it was signed, and when it expires, in seconds since 1970. */
  iat: v.number(),
  exp: v.number(),
})

/** A parsed context. None of it is trustworthy before its signature has been verified. */
export interface SignedContext {
  readonly kid: string
  readonly payload: ContextPayload
  readonly signature: Uint8Array<ArrayBuffer>
  /** The bytes that the signature covers. */
  readonly signed: Uint8Array<ArrayBuffer>
}

const longestContext = 8192

/** Matches three parts, the first a JSON object by its first character. An empty signature also matches. */
const looksSigned = /^e[\w-]*\.[\w-]*\.[\w-]*$/

/**
 * Parses a context.
 *
 * @throws {ContextError} `not_signed` or `malformed`.
 */
export function readSignedContext(context: string): SignedContext {
  // Participants send any text, and an app that finds the signed context in it may return another type.
  if (typeof context !== 'string' || !looksSigned.test(context) || context.length > longestContext) {
    throw new ContextError('not_signed')
  }
  const [header = '', payload = '', signature = ''] = context.split('.')
  try {
    const bytes = decodeBase64Url(signature)
    if (bytes?.length !== 64) throw new ContextError('malformed')
    return {
      kid: v.parse(Header, parseJwtPart(header)).kid,
      payload: v.parse(ContextPayload, parseJwtPart(payload)),
      signature: bytes,
      signed: new TextEncoder().encode(`${header}.${payload}`),
    }
  } catch {
    throw new ContextError('malformed')
  }
}
