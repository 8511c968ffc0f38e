import * as v from 'valibot'
import { AnswerError, ApiError, type Problem } from '../errors.ts'
import type { ClientOptions, EndpointDefinition } from '../types.ts'
import { unwrap } from '../wire/envelope.ts'
import { problemsOf } from '../wire/problems.ts'
import { readError } from './read-error.ts'
import { retryAfterMs } from './retry.ts'

/** An answer that came, its body with it. */
export interface Answer {
  readonly route: string
  readonly status: number
  readonly ok: boolean
  readonly requestId: string | undefined
  readonly headers: Headers
  /** Undefined when it is over the limit. */
  readonly text: string | undefined
}

/**
 * Reads an answer into the endpoint's output.
 *
 * @throws {ApiError} when it is a failure.
 * @throws {AnswerError} when it is not what the endpoint promises, unless `validate` says otherwise.
 */
export function outputOf(
  endpoint: EndpointDefinition,
  answer: Answer,
  validate: ClientOptions['validate'] = 'throw',
): unknown {
  if (!answer.ok) throw errorOf(answer)
  if (endpoint.success === 204) return undefined
  const output = unwrap(endpoint, jsonOf(answer))
  if (validate === 'off') return output
  const checked = v.safeParse(endpoint.output, output)
  if (checked.success) return checked.output
  const error = answerError(answer, problemsOf(checked.issues, 'all'))
  if (validate === 'throw') throw error
  console.warn(error.message)
  return output
}

function jsonOf(answer: Answer): unknown {
  const { text } = answer
  if (text === undefined) throw answerError(answer, problem('10 MiB at most', 'more'))
  try {
    return JSON.parse(text)
  } catch {
    throw answerError(answer, problem('JSON', text === '' ? 'nothing' : 'other text'))
  }
}

function problem(expected: string, received: string): readonly Problem[] {
  return [{ pointer: '', expected, received }]
}

function answerError({ route, status, requestId }: Answer, problems: readonly Problem[]): AnswerError {
  return new AnswerError(route, { status, requestId, outcome: 'accepted', problems })
}

function errorOf({ route, status, requestId, headers, text = '' }: Answer): ApiError {
  const reading = readError(text)
  const asked = retryAfterMs(headers, status, Date.now()) ?? reading.retryAfterMs
  const didNotAct = status === 503 ? asked !== undefined : status < 500 && status !== 408
  return new ApiError({
    route,
    status,
    ...reading,
    // A redirect has the status 0 in a browser.
    ...(status < 400 && { code: 'redirect', detail: 'not followed' }),
    requestId,
    retryAfterMs: asked,
    outcome: didNotAct && status >= 400 ? 'rejected' : 'unknown',
  })
}
