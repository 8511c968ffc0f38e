import * as v from 'valibot'
import { textOf } from '../element.ts'
import { expectedValue } from './expected-value.ts'
import type { LintProblem } from './problem.ts'
import { problemAt, type Subject, shortened } from './subject.ts'
import { isTemplated, withoutTemplates } from './templates.ts'

/** Returns the problem of an element's text: one that is ignored, absent or invalid. */
export function lintText(subject: Subject): LintProblem[] {
  const { element, definition } = subject
  const text = textOf(element)
  if (!definition.text) {
    const ignored = withoutTemplates(text).trim()
    return ignored === ''
      ? []
      : [problemAt(subject, 'unexpected-text', `<${element.name}> ignores its text "${shortened(ignored)}".`)]
  }
  if (isTemplated(text) || v.is(definition.text, text)) return []
  const expected = expectedValue(definition.text)
  return [problemAt(subject, 'invalid-text', `The text of <${element.name}> must be ${expected}.`)]
}
