import * as v from 'valibot'
import { routeOf } from '../endpoint.ts'
import { AnswerError, ApiError, type Problem } from '../errors.ts'
import type { ClientOptions, EndpointDefinition } from '../types.ts'
import { unwrap } from '../wire/envelope.ts'
import { problemsOf } from '../wire/problems.ts'
import { readError } from './read-error.ts'
import { retryAfterMs } from './retry.ts'

/**
 * Returns the endpoint's output, read from a response.
 *
 * @param text The body; undefined if it is over the limit.
 * @throws {ApiError} for an error status.
 * @throws {AnswerError} if the body does not match the endpoint's schema, unless `validate` is `'warn'` or
 * `'off'`.
 */
export function readOutput(
  endpoint: EndpointDefinition,
  response: Response,
  text: string | undefined,
  validate: ClientOptions['validate'] = 'throw',
): unknown {
  const { status, ok } = response
  const route = routeOf(endpoint)
  const requestId = requestIdOf(response)
  const answerError = (problems: readonly Problem[]) =>
    new AnswerError(route, { status, requestId, outcome: 'accepted', problems })
  const unreadable = (expected: string, received: string) =>
    answerError([{ pointer: '', expected, received }])

  if (!ok) throw new ApiError({ route, status, requestId, ...reasonOf(response, text) })
  if (endpoint.success === 204) return undefined
  if (text === undefined) throw unreadable('10 MiB at most', 'more')
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw unreadable('JSON', text ? 'other text' : 'nothing')
  }
  const output = unwrap(endpoint, body)
  if (validate === 'off') return output
  const checked = v.safeParse(endpoint.output, output)
  if (checked.success) return checked.output
  const error = answerError(problemsOf(checked.issues, 'all'))
  if (validate === 'throw') throw error
  console.warn(error.message)
  return output
}

/** Returns the request id of a response, for Telnyx support. */
export function requestIdOf({ headers }: Pick<Response, 'headers'>): string | undefined {
  return headers.get('x-request-id') ?? undefined
}

/** Returns why the API rejected a call, from an error response. */
function reasonOf({ status, headers }: Response, text = '') {
  const reading = readError(text)
  const requestedMs = retryAfterMs(headers, status, Date.now()) ?? reading.retryAfterMs
  const didNotAct = status === 503 ? requestedMs !== undefined : status < 500 && status !== 408
  return {
    ...reading,
    // Neither the API nor a gateway sends a page: it is that of a proxy or a captive portal.
    ...(/^\s*</.test(text) && { code: 'html', detail: 'a web page' }),
    // In a browser, an unfollowed redirect has the status 0.
    ...(status < 400 && { code: 'redirect', detail: 'not followed' }),
    retryAfterMs: requestedMs,
    outcome: didNotAct && status >= 400 ? 'rejected' : 'unknown',
  } as const
}
