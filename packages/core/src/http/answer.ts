import * as v from 'valibot'
import type { ClientOptions } from '../client.ts'
import type { AnyDefinition } from '../endpoint.ts'
import { AnswerError, ApiError, type Problem } from '../errors.ts'
import { unwrap } from '../wire/envelope.ts'
import { problemsOf } from '../wire/problems.ts'
import { readError } from './read-error.ts'
import { retryAfterMs } from './retry.ts'

/** An answer that came whole. */
export interface Answer {
  readonly route: string
  readonly status: number
  readonly headers: Headers
  readonly requestId: string | undefined
  readonly text: string
}

/**
 * Reads an answer of success into the endpoint's output.
 *
 * @throws {AnswerError} when it is not what the endpoint promises, unless `validate` says otherwise.
 */
export function outputOf(
  endpoint: AnyDefinition,
  answer: Answer,
  validate: ClientOptions['validate'] = 'throw',
): unknown {
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
  try {
    return JSON.parse(answer.text)
  } catch {
    const received = answer.text === '' ? 'an empty body' : 'a text that is no JSON'
    throw answerError(answer, [{ pointer: '', expected: 'JSON', received }])
  }
}

function answerError({ route, status, requestId }: Answer, problems: readonly Problem[]): AnswerError {
  return new AnswerError(route, { status, requestId, outcome: 'accepted', problems })
}

/** Reads an answer of failure. */
export function errorOf({ route, status, headers, requestId, text }: Answer): ApiError {
  const { retryAfterMs: inBody, ...reading } = readError(text)
  const asked = retryAfterMs(headers, status, Date.now()) ?? inBody
  const didNotAct =
    (status >= 400 && status < 500 && status !== 408) || (status === 503 && asked !== undefined)
  // A redirect has the status 0 in a browser.
  const redirect = { code: 'redirect', detail: 'redirects are not followed' }
  return new ApiError({
    route,
    status,
    ...reading,
    ...(status < 400 ? redirect : {}),
    requestId,
    retryAfterMs: asked,
    outcome: didNotAct ? 'rejected' : 'unknown',
  })
}
