import { type ApiError, isApiError, isInputError } from '@greenroom/core'
import { type FailureKind, getFailureKind } from './failure-kind.ts'

/** A message for users: what happened, and what to do next. */
export interface ErrorMessage {
  readonly title: string
  readonly detail: string
}

/**
 * Returns the message for a failure. It contains nothing of the error itself, except the API's own title or
 * detail of a request with invalid input.
 *
 * @param subject The requested resource, as in "This room does not exist". Default: `page`.
 */
export function describeError(error: unknown, subject = 'page'): ErrorMessage {
  return messages[getFailureKind(error)](error, subject)
}

const messages: Record<FailureKind, (error: unknown, subject: string) => ErrorMessage> = {
  unreachable: () => ({
    title: 'Cannot reach the server',
    detail: 'Check your connection, then try again.',
  }),
  'signed-out': () => ({ title: 'You are signed out', detail: 'Sign in to continue where you left off.' }),
  denied: (_, subject) => ({
    title: 'You do not have permission',
    detail: `Ask the owner of this ${subject} for access.`,
  }),
  revoked: (_, subject) => ({
    title: 'Your access was revoked',
    detail: `You can no longer use this ${subject}. Ask its owner for access.`,
  }),
  'not-found': (_, subject) => ({
    title: `This ${subject} does not exist`,
    detail: 'It may have been deleted, or the link is wrong.',
  }),
  invalid: (error) => ({ title: 'The request was rejected', detail: getReason(error) }),
  'rate-limited': (error) => ({ title: 'Too many requests', detail: getWaitText(error) }),
  unexpected: () => ({
    title: 'Something went wrong',
    detail: 'This is an error in the app. Try again, or reload the page.',
  }),
}

/**
 * Returns the messages for a form's fields, by field name, if the input was invalid. A problem that names
 * none of the fields is assigned to the first one.
 *
 * @param fields The fields as the API spells them, such as `unique_name`.
 */
export function describeFieldErrors(
  error: unknown,
  fields: readonly [string, ...string[]],
): Record<string, string> {
  if (getFailureKind(error) !== 'invalid') return {}
  const problems = getProblems(error)
  const fieldErrors: Record<string, string> = {}
  for (const { pointer, text } of problems) {
    const field = fields.find((name) => pointer?.endsWith(`/${name}`)) ?? fields[0]
    fieldErrors[field] ??= text
  }
  return fieldErrors
}

interface Problem {
  readonly pointer: string | undefined
  readonly text: string
}

function getProblems(error: unknown): readonly Problem[] {
  if (isInputError(error)) {
    return error.problems.map(({ pointer, expected }) => ({ pointer, text: `Expected ${expected}.` }))
  }
  const entries = isApiError(error) ? error.errors : []
  if (entries.length === 0) return [{ pointer: undefined, text: getReason(error) }]
  return entries.map((entry) => ({
    pointer: entry.pointer ?? (entry.parameter && `/${entry.parameter}`),
    text: getReasonText(entry) ?? noReason,
  }))
}

const noReason = 'The server did not give a reason. Check your input.'

function getReason(error: unknown): string {
  if (isInputError(error)) return 'A value is missing or out of range.'
  return (isApiError(error) ? getReasonText(error) : undefined) ?? noReason
}

/** Messages for the API's error codes, because the gateway removes the details from its responses. */
const codeMessages: ReadonlyMap<string, string> = new Map([
  ['10012', 'This name is already taken. Choose another.'],
])

type Reason = Pick<ApiError, 'code' | 'title' | 'detail'>

/** Returns the API's detail, or else the message for its code, or else its title. */
function getReasonText({ code, title, detail }: Partial<Reason>): string | undefined {
  return detail ?? codeMessages.get(code ?? '') ?? title
}

function getWaitText(error: unknown): string {
  const waitMs = isApiError(error) ? error.retryAfterMs : undefined
  if (waitMs === undefined) return 'Wait a moment, then try again.'
  const secs = Math.max(1, Math.ceil(waitMs / 1000))
  return `Wait ${secs} ${secs === 1 ? 'second' : 'seconds'}, then try again.`
}
