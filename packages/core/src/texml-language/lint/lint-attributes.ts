import { type AttributesSchema, attributeSchema } from '../definition.ts'
import { attributeOf } from '../element.ts'
import type { ReadAttributes } from '../read-element.ts'
import { expectedValue } from './expected-value.ts'
import { nearestName } from './nearest-name.ts'
import type { LintProblem } from './problem.ts'
import { problemAt, type Subject, shortened } from './subject.ts'
import { isTemplated } from './templates.ts'

/** Returns the problems of single attributes: unknown, invalid and missing ones. */
export function lintAttributes(subject: Subject, read: ReadAttributes<AttributesSchema>): LintProblem[] {
  const { element, definition } = subject
  const { invalid, unknown, missing } = read
  const at = (name: string) => ({ element, path: `${subject.path}/@${name}` })
  const tag = `<${element.name}>`
  return [
    ...unknown.map((name) => {
      const nearest = nearestName(name, Object.keys(definition.attributes.entries))
      return problemAt(
        at(name),
        'unknown-attribute',
        `${tag} has no attribute ${shortened(name)}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
      )
    }),
    ...invalid
      .filter(({ name }) => !isTemplated(attributeOf(element, name) ?? ''))
      .map(({ name }) => {
        const value = shortened(attributeOf(element, name) ?? '')
        const expected = expectedValue(attributeSchema(definition, name))
        return problemAt(at(name), 'invalid-value', `${name} of ${tag} must be ${expected}, not "${value}".`)
      }),
    ...missing.map((name) => problemAt(at(name), 'missing-attribute', `${tag} needs the attribute ${name}.`)),
  ]
}
