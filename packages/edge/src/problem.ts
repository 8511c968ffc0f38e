/** What a page gets of a failure: what it can act on, and nothing of what stands behind the gateway. */
export interface Problem {
  readonly status: number
  /** For programs: `signed_out`, `denied`, `invalid_input` … */
  readonly code: string
  /** For people. */
  readonly title: string
  /** Whether trying again is of no use. */
  readonly terminal: boolean
  /** When to try again, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** The field at fault, as a JSON pointer. */
  readonly pointer?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** A refusal on its way to the page: thrown where it is found out. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

function refusal(status: number, code: string, title: string, terminal: boolean) {
  return (more: Partial<Problem> = {}) => new Refusal({ status, code, title, terminal, ...more })
}

/** The gateway's refusals. */
export const refusals = {
  malformed: refusal(400, 'malformed', 'The request cannot be read', true),
  signedOut: refusal(401, 'signed_out', 'Nobody is signed in', false),
  denied: refusal(403, 'denied', 'This is not allowed', true),
  revoked: refusal(403, 'revoked', 'This is not allowed any more', true),
  crossOrigin: refusal(403, 'cross_origin', 'Requests from this origin are not taken', true),
  handleInvalid: refusal(403, 'refresh_invalid', 'The refresh token is not one of this room and user', false),
  handleExpired: refusal(403, 'refresh_expired', 'The refresh token has run out', false),
  notFound: refusal(404, 'not_found', 'There is nothing at this path', true),
  methodNotAllowed: refusal(405, 'method_not_allowed', 'This path has other methods', true),
  tooLarge: refusal(413, 'too_large', 'The body is too large', true),
  notJson: refusal(415, 'not_json', 'The body must be application/json', true),
  invalidInput: refusal(422, 'invalid_input', 'The input is not valid', true),
  limited: refusal(429, 'limited', 'Too many requests', false),
  upstreamRefused: refusal(502, 'upstream_refused', 'The video service refused the gateway', false),
  upstreamFailed: refusal(502, 'upstream_failed', 'The video service failed', false),
  unavailable: refusal(503, 'unavailable', 'The service is not available', false),
  upstreamTimeout: refusal(504, 'upstream_timeout', 'The video service did not answer in time', false),
} as const

/** Writes a problem as problem+json (RFC 9457). */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, code, title, terminal, retryAfterMs, pointer, headers } = problem
  const body = {
    type: 'about:blank',
    title,
    status,
    code,
    terminal,
    ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
    ...(pointer === undefined ? {} : { pointer }),
    request_id: requestId,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      'content-type': 'application/problem+json',
      ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
  })
}
