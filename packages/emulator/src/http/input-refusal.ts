import type { EndpointDefinition } from '@greenroom/core'
import { hasBody, pathNames, problemsOf } from '@greenroom/core/wire'
import type * as v from 'valibot'
import { type ErrorBody, Refusal } from './refusal.ts'

const titles: ReadonlyMap<string, string> = new Map([
  ['10003', 'Invalid URL'],
  ['10004', 'Missing required parameter'],
  ['10006', 'Invalid ID'],
  ['10015', 'Bad request'],
  ['10016', 'Phone number must be in +E164 format'],
  ['10026', 'Invalid parameter type'],
  ['10032', 'Invalid enumerated value'],
  ['10033', 'Value outside of range'],
])

const codes: ReadonlyMap<string, string> = new Map([
  ['url', '10003'],
  ['uuid', '10006'],
  ['picklist', '10032'],
  ['literal', '10032'],
  ['min_value', '10033'],
  ['max_value', '10033'],
  ['min_length', '10033'],
  ['max_length', '10033'],
  ['check', '10015'],
])

/** Returns the API's 422 for the issues of an input's schema, with one error per issue. */
export function inputRefusal(endpoint: EndpointDefinition, issues: readonly v.BaseIssue<unknown>[]): Refusal {
  const problems = problemsOf(issues, endpoint.secrets)
  const errors = issues.map((issue, index): ErrorBody => {
    const { pointer = '', expected = '', received = '' } = problems[index] ?? {}
    const code = codeOf(issue)
    return {
      code,
      title: titles.get(code) ?? 'Bad request',
      detail: `${pointer || 'The input'}: expected ${expected}, got ${received}`,
      source: sourceOf(endpoint, issue, pointer),
    }
  })
  return new Refusal(422, errors)
}

function codeOf(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never') return '10015'
  if (issue.type === 'strict_object' && issue.expected !== 'Object') return '10004'
  // The API has a code for phone numbers; other patterns have the general one.
  if (issue.type === 'regex')
    return ['From', 'To'].includes(String(issue.path?.at(-1)?.key)) ? '10016' : '10015'
  return codes.get(issue.type) ?? '10026'
}

function sourceOf(
  endpoint: EndpointDefinition,
  issue: v.BaseIssue<unknown>,
  pointer: string,
): NonNullable<ErrorBody['source']> {
  const [first, ...rest] = issue.path?.map(({ key }) => String(key)) ?? []
  if (first === undefined || hasBody(endpoint) || pathNames(endpoint.path).includes(first)) return { pointer }
  return { pointer, parameter: first + rest.map((key) => `[${key}]`).join('') }
}
