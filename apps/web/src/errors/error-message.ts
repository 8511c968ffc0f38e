import { type ApiError, isApiError, isInputError } from '@greenroom/core'
import { type FailureKind, getFailureKind } from './failure-kind.ts'

/** A failure in words for people: what happened, and what to do about it. */
export interface ErrorMessage {
  readonly title: string
  readonly detail: string
}

/**
 * Says a failure in words. Nothing of the error itself is shown but what the API wrote for people.
 *
 * @param subject What was asked for, as in "This room does not exist". Default: `page`.
 */
export function describeError(error: unknown, subject = 'page'): ErrorMessage {
  return phrases[getFailureKind(error)](error, subject)
}

const phrases: Record<FailureKind, (error: unknown, subject: string) => ErrorMessage> = {
  unreachable: () => ({
    title: 'Cannot reach the server',
    detail: 'Check your connection, and try again in a moment.',
  }),
  'signed-out': () => ({ title: 'You are signed out', detail: 'Sign in to go on where you were.' }),
  denied: (_, subject) => ({
    title: 'You may not do this',
    detail: `Ask whoever runs this ${subject} to let you in.`,
  }),
  revoked: (_, subject) => ({
    title: 'Your access was taken back',
    detail: `You can no longer use this ${subject}.`,
  }),
  missing: (_, subject) => ({
    title: `This ${subject} does not exist`,
    detail: 'The link may be wrong, or it was deleted.',
  }),
  refused: (error) => ({ title: 'That was refused', detail: getReason(error) }),
  busy: (error) => ({ title: 'Too many tries', detail: getWaitText(error) }),
  unexpected: () => ({
    title: 'Something went wrong',
    detail: 'This is a fault of the app. Try again, or reload the page.',
  }),
}

/**
 * Lays a refusal beside the fields that it is about; what names no field of the form goes to the first.
 *
 * @param fields The form's fields as the wire spells them, e.g. `unique_name`.
 */
export function describeFieldErrors(
  error: unknown,
  fields: readonly [string, ...string[]],
): Record<string, string> {
  if (getFailureKind(error) !== 'refused') return {}
  const problems = getProblems(error)
  const messages: Record<string, string> = {}
  for (const { pointer, text } of problems) {
    const field = fields.find((name) => pointer?.endsWith(`/${name}`)) ?? fields[0]
    messages[field] ??= text
  }
  return messages
}

interface Problem {
  readonly pointer: string | undefined
  readonly text: string
}

function getProblems(error: unknown): readonly Problem[] {
  if (isInputError(error)) {
    return error.problems.map(({ pointer, expected }) => ({ pointer, text: `This needs ${expected}.` }))
  }
  const entries = isApiError(error) ? error.errors : []
  if (entries.length === 0) return [{ pointer: undefined, text: getReason(error) }]
  return entries.map((entry) => ({
    pointer: entry.pointer ?? (entry.parameter && `/${entry.parameter}`),
    text: getReasonText(entry) ?? unexplained,
  }))
}

const unexplained = 'The server did not say why. Check what you typed.'

function getReason(error: unknown): string {
  if (isInputError(error)) return 'A value is missing or out of bounds.'
  return (isApiError(error) ? getReasonText(error) : undefined) ?? unexplained
}

/** What the API's codes come to, for the answers of a gateway, which leaves the details out. */
const meanings: Readonly<Record<string, string>> = { '10012': 'This is taken already. Choose another.' }

type Reason = Pick<ApiError, 'code' | 'title' | 'detail'>

/** What is known of a refusal: the API's own words, else what its code means. */
function getReasonText({ code, title, detail }: Partial<Reason>): string | undefined {
  return detail ?? meanings[code ?? ''] ?? title
}

function getWaitText(error: unknown): string {
  const waitMs = isApiError(error) ? error.retryAfterMs : undefined
  if (waitMs === undefined) return 'Wait a moment, then try again.'
  const secs = Math.max(1, Math.ceil(waitMs / 1000))
  return `Wait ${secs} ${secs === 1 ? 'second' : 'seconds'}, then try again.`
}
