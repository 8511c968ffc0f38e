import type { AttributesSchema, CheckedChild, Rule } from '../definition.ts'
import { elementsOf, textOf } from '../element.ts'
import { childIdOf, type ReadAttributes } from '../read-element.ts'
import type { LintProblem } from './problem.ts'
import { problemAt, type Subject } from './subject.ts'
import { hasBlocks, isTemplated } from './templates.ts'

/** Returns the rules that are certainly broken: those that did not read what a template decides. */
export function lintRules(
  subject: Subject,
  { values, invalid }: ReadAttributes<AttributesSchema>,
): LintProblem[] {
  const { element, definition } = subject
  const uncertain = new Set([
    ...invalid.map(({ name }) => name),
    ...Object.entries(element.attributes).flatMap(([name, value]) => (isTemplated(value) ? [name] : [])),
  ])
  const text = textOf(element)
  const children = elementsOf(element).map(
    (child): CheckedChild => ({ id: childIdOf(definition, child) ?? '', attributes: child.attributes }),
  )
  const resultOf = (rule: Rule): string | undefined => {
    let isCertain = true
    const result = rule({
      attributes: new Proxy(values as Readonly<Record<string, unknown>>, {
        get(target, name) {
          if (uncertain.has(String(name))) isCertain = false
          return Reflect.get(target, name)
        },
      }),
      get text() {
        if (isTemplated(text)) isCertain = false
        return text
      },
      get children() {
        if (hasBlocks(text)) isCertain = false
        return children
      },
    })
    return isCertain ? result : undefined
  }
  const { rules = [], advice = [] } = definition
  return [
    ...rules.flatMap((rule) => {
      const expected = resultOf(rule)
      return expected ? [problemAt(subject, 'contradiction', `<${element.name}> must have ${expected}.`)] : []
    }),
    ...advice.flatMap((rule) => {
      const sentence = resultOf(rule)
      return sentence ? [problemAt(subject, 'advice', `<${element.name}>: ${sentence}`, 'warning')] : []
    }),
  ]
}
