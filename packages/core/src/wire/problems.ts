import type * as v from 'valibot'
import type { Problem } from '../errors.ts'

const longest = 60

/**
 * Says of a schema's issues where each is, what was expected and what came; of a secret only its type.
 *
 * @param secrets Fields whose values must not be shown; `'all'` for an answer, which may hold any.
 */
export function problemsOf(
  issues: readonly v.BaseIssue<unknown>[],
  secrets: readonly string[] | 'all' = [],
): Problem[] {
  return issues.map((issue) => {
    const keys = issue.path?.map(({ key }) => String(key)) ?? []
    // The whole may be a secret in the wrong place.
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
  // A missing key's issue expects the key itself.
  if (issue.type.endsWith('object') && issue.expected?.startsWith('"')) return 'a value'
  if (issue.type === 'check') return issue.message
  // Any other message would quote what came.
  return issue.expected ?? issue.type.replaceAll('_', ' ')
}

function short(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
