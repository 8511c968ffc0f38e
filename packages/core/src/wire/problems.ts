import type * as v from 'valibot'
import type { Problem } from '../errors.ts'

const maxLength = 60

/**
 * Converts a schema's issues to problems: the pointer, what was expected and what was received. For a secret,
 * only its type is shown.
 *
 * @param secrets Fields with values that must not be shown; `'all'` for a response, where any field may be
 * secret.
 */
export function problemsOf(
  issues: readonly v.BaseIssue<unknown>[],
  secrets: readonly string[] | 'all' = [],
): Problem[] {
  return issues.map((issue) => {
    const keys = issue.path?.map(({ key }) => String(key)) ?? []
    // Without a path the issue is about the input itself, which may be a secret passed in its place.
    const secret = secrets === 'all' || !keys.length || keys.some((key) => secrets.includes(key))
    return {
      pointer: keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      expected: expectedOf(issue),
      received: secret ? typeof issue.input : short(issue.received),
    }
  })
}

function expectedOf(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never') return 'no such field'
  // For a missing key, Valibot reports the key as what was expected.
  if (issue.type.endsWith('object') && issue.expected?.startsWith('"')) return 'a value'
  if (issue.type === 'check') return issue.message
  // Any other message would quote the received value.
  return issue.expected ?? issue.type.replaceAll('_', ' ')
}

function short(text: string): string {
  // Cut between words: a client replaces secrets in its errors, but would not find the beginning of one.
  return text.length > maxLength ? text.slice(0, maxLength).replace(/\S+$/, '…') : text
}
