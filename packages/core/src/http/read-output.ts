import * as v from 'valibot'
import { AnswerError, ApiError, type Problem } from '../errors.ts'
import type { ClientOptions, EndpointDefinition } from '../types.ts'
import { unwrap } from '../wire/envelope.ts'
import { problemsOf } from '../wire/problems.ts'
import { readError } from './read-error.ts'
import { retryAfterMs } from './retry.ts'

/** A received response with its body. */
export interface ReceivedResponse {
  readonly route: string
  readonly status: number
  readonly ok: boolean
  readonly requestId: string | undefined
  readonly headers: Headers
  /** The body; undefined if it is over the limit. */
  readonly text: string | undefined
}

/**
 * Returns the endpoint's output, read from a response.
 *
 * @throws {ApiError} for an error status.
 * @throws {AnswerError} if the body does not match the endpoint's schema, unless `validate` is `'warn'` or
 * `'off'`.
 */
export function readOutput(
  endpoint: EndpointDefinition,
  response: ReceivedResponse,
  validate: ClientOptions['validate'] = 'throw',
): unknown {
  if (!response.ok) throw apiError(response)
  if (endpoint.success === 204) return undefined
  const output = unwrap(endpoint, parseBody(response))
  if (validate === 'off') return output
  const checked = v.safeParse(endpoint.output, output)
  if (checked.success) return checked.output
  const error = answerError(response, problemsOf(checked.issues, 'all'))
  if (validate === 'throw') throw error
  console.warn(error.message)
  return output
}

function parseBody(response: ReceivedResponse): unknown {
  const { text } = response
  if (text === undefined) throw answerError(response, problem('10 MiB at most', 'more'))
  try {
    return JSON.parse(text)
  } catch {
    throw answerError(response, problem('JSON', text === '' ? 'nothing' : 'other text'))
  }
}

function problem(expected: string, received: string): readonly Problem[] {
  return [{ pointer: '', expected, received }]
}

function answerError(
  { route, status, requestId }: ReceivedResponse,
  problems: readonly Problem[],
): AnswerError {
  return new AnswerError(route, { status, requestId, outcome: 'accepted', problems })
}

function apiError({ route, status, requestId, headers, text = '' }: ReceivedResponse): ApiError {
  const reading = readError(text)
  const requestedMs = retryAfterMs(headers, status, Date.now()) ?? reading.retryAfterMs
  const didNotAct = status === 503 ? requestedMs !== undefined : status < 500 && status !== 408
  return new ApiError({
    route,
    status,
    ...reading,
    // Neither the API nor a gateway sends a page: it is that of a proxy or a captive portal.
    ...(/^\s*</.test(text) && { code: 'html', detail: 'a web page' }),
    // In a browser, an unfollowed redirect has the status 0.
    ...(status < 400 && { code: 'redirect', detail: 'not followed' }),
    requestId,
    retryAfterMs: requestedMs,
    outcome: didNotAct && status >= 400 ? 'rejected' : 'unknown',
  })
}
