import { ConfigError } from '@greenroom/core'
import { Refusal } from './refusal.ts'

const longestText = 300

/** The gateway's refusals. Errors of the API keep the API's code: see `upstream-refusal.ts`. */
export const refusals = {
  notJson: () => final(400, 'not_json', 'The body is not a JSON object in UTF-8'),
  bodyUsed: () => {
    const title = 'The body was read before, e.g. by express.json() or a middleware: mount the gateway first'
    return final(400, 'body_used', title, new ConfigError(title))
  },
  signedOut: () => passing(401, 'signed_out', 'Not signed in'),
  crossOrigin: (cause: string) => final(403, 'cross_origin', 'Calls from this origin are not allowed', cause),
  denied: (reason: string) => final(403, 'denied', 'Not allowed', reason),
  revoked: (reason: string) => final(403, 'revoked', 'Access was revoked', reason),
  // Not terminal: after either, the page can mint a new token, which `authorize` decides.
  refreshInvalid: (cause?: unknown) =>
    passing(403, 'refresh_invalid', 'The refresh token is not valid for this gateway', cause),
  refreshExpired: () => passing(403, 'refresh_expired', 'The refresh token has expired'),
  notFound: () => final(404, 'not_found', 'Not found'),
  methodNotAllowed: (methods: readonly string[]) => {
    const allow = methods.join(', ')
    const title = `Allowed methods: ${allow}`
    return new Refusal({ status: 405, code: 'method_not_allowed', title, terminal: true, headers: { allow } })
  },
  tooLarge: (limitBytes: number) => final(413, 'too_large', `The body exceeds ${limitBytes} bytes`),
  unsupportedMediaType: () => final(415, 'unsupported_media_type', 'The body must be application/json'),
  queryTooLong: (limitBytes: number) => final(414, 'too_large', `The query exceeds ${limitBytes} bytes`),
  invalidInput: (title: string, pointer: string) => {
    // Both can contain a name that the page chose.
    const init = { title: title.slice(0, longestText), pointer: pointer.slice(0, longestText) }
    return new Refusal({ status: 422, code: 'invalid_input', terminal: true, ...init })
  },
  limited: (cause: unknown, retryAfterMs: number | undefined) =>
    passing(429, 'limited', 'Too many requests', cause, retryAfterMs),
  upstreamRefused: (cause: unknown) =>
    passing(502, 'upstream_refused', 'The API rejected the gateway', cause),
  upstreamFailed: (cause: unknown) => passing(502, 'upstream_failed', 'The API failed', cause),
  unavailable: (cause: unknown, retryAfterMs?: number) =>
    passing(503, 'unavailable', 'Temporarily unavailable', cause, retryAfterMs),
  upstreamTimeout: (cause: unknown) => passing(504, 'upstream_timeout', 'The API timed out', cause),
} as const

function final(status: number, code: string, title: string, cause?: unknown): Refusal {
  return new Refusal({ status, code, title, terminal: true }, cause)
}

function passing(
  status: number,
  code: string,
  title: string,
  cause?: unknown,
  retryAfterMs?: number,
): Refusal {
  return new Refusal({ status, code, title, terminal: false, retryAfterMs }, cause)
}
