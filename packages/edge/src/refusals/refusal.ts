/** The public part of a refusal. It must contain no upstream data and no secrets. */
export interface RefusalInit {
  readonly status: number
  /** Machine-readable reason: `signed_out`, `cross_origin`, … */
  readonly code: string
  /** Human-readable reason. */
  readonly title: string
  /** Whether a retry is useless. */
  readonly terminal: boolean
  /** Time to wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** The invalid field, as a JSON pointer. */
  readonly pointer?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Thrown to reject a call, and sent as problem+json. Its `cause` never leaves the gateway. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly init: RefusalInit

  constructor(init: RefusalInit, cause?: unknown) {
    super(init.title, { cause })
    this.init = init
  }
}

/**
 * Returns an error response in the gateway's format, for your other routes: `application/problem+json` with
 * `code`, `terminal`, `retry_after_ms`, `pointer` and `request_id`.
 *
 * @param requestId Identifies the call. Default: a new UUID.
 *
 * @example
 * ```ts
 * import { problem } from '@greenroom/edge'
 *
 * const response = problem({ status: 401, code: 'signed_out', title: 'Not signed in', terminal: false })
 * ```
 */
export function problem(init: RefusalInit, requestId: string = crypto.randomUUID()): Response {
  const { status, code, title, terminal, pointer } = init
  const waitMs = Math.ceil(init.retryAfterMs ?? Number.NaN)
  // A custom limiter may return any value. Only a valid number of milliseconds is sent.
  const isTold = Number.isSafeInteger(waitMs) && waitMs >= 0
  const body = {
    type: 'about:blank',
    title,
    status,
    code,
    terminal,
    retry_after_ms: isTold ? waitMs : undefined,
    request_id: requestId,
    pointer,
  }
  const headers = new Headers(init.headers)
  headers.set('content-type', 'application/problem+json')
  headers.set('cache-control', 'no-store')
  headers.set('x-request-id', requestId)
  if (isTold) headers.set('retry-after', String(Math.ceil(waitMs / 1000)))
  return Response.json(body, { status, headers })
}
