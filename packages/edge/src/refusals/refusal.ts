/** What a refusal tells the page; nothing of the upstream's and nothing secret may be in it. */
export interface RefusalInit {
  readonly status: number
  /** What it is about, for code to decide by: `signed_out`, `cross_origin`, … */
  readonly code: string
  /** The same for people. */
  readonly title: string
  /** Whether trying again is of no use. */
  readonly terminal: boolean
  /** How long to wait before another try, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** The field at fault, as a JSON pointer. */
  readonly pointer?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Ends a call: thrown by whatever finds out, answered as problem+json. Its `cause` never leaves the gateway. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly init: RefusalInit

  constructor(init: RefusalInit, cause?: unknown) {
    super(init.title, { cause })
    this.init = init
  }
}

/**
 * Writes an error as the gateway does, for routes of your own beside it: `application/problem+json` with
 * `code`, `terminal`, `retry_after_ms`, `pointer` and `request_id`.
 *
 * @param requestId Identifies the call. Default: a new UUID.
 *
 * @example
 * ```ts
 * import { problem } from '@greenroom/edge'
 *
 * const response = problem({ status: 401, code: 'signed_out', title: 'Nobody is signed in', terminal: false })
 * ```
 */
export function problem(init: RefusalInit, requestId: string = crypto.randomUUID()): Response {
  const { status, code, title, terminal, pointer } = init
  const waitMs = Math.ceil(init.retryAfterMs ?? Number.NaN)
  // A limiter of one's own may say anything; what is no number of milliseconds is not passed on.
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
