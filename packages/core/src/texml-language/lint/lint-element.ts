import { type AnyVerb, elementName } from '../definition.ts'
import { childIdOf, readAttributes } from '../read-element.ts'
import { definitionOf } from '../registry.ts'
import { knownNames, parentsOfName, replacementFor } from './known-names.ts'
import { lintAttributes } from './lint-attributes.ts'
import { lintOrder } from './lint-order.ts'
import { lintRules } from './lint-rules.ts'
import { lintText } from './lint-text.ts'
import { nearestName } from './nearest-name.ts'
import type { LintProblem } from './problem.ts'
import { type Place, problemAt, type Subject, shortened, withPaths } from './subject.ts'

/** Returns the problems of an element and of those in it. */
export function lintElement(subject: Subject): LintProblem[] {
  const read = readAttributes(subject.definition, subject.element)
  return [
    ...lintAttributes(subject, read),
    ...lintText(subject),
    ...lintRules(subject, read),
    ...lintOrder(subject),
    ...lintChildren(subject),
  ]
}

function lintChildren({ element, definition, path }: Subject): LintProblem[] {
  return withPaths(element, path).flatMap((child) => {
    const { name } = child.element
    const id = childIdOf(definition, child.element)
    if (id !== undefined) return lintAs(child, id)
    const parents = parentsOfName(name)
    if (parents === undefined) return [lintUnknown(child, definition)]
    const where = parents.map((parent) => `<${parent}>`).join(', ')
    return [
      problemAt(
        child,
        'wrong-nesting',
        where === ''
          ? `<${name}> may only be the root element.`
          : `<${name}> may not be in <${element.name}>, only in ${where}.`,
      ),
      ...(definitionOf(name) && name !== 'Response' ? lintAs(child, name) : []),
    ]
  })
}

function lintAs(child: Place, id: string): LintProblem[] {
  const definition = definitionOf(id)
  return definition ? lintElement({ ...child, definition }) : []
}

function lintUnknown(child: Place, { id, children = [] }: AnyVerb): LintProblem {
  const { name } = child.element
  const nearest = nearestName(name, children.map(elementName)) ?? nearestName(name, knownNames())
  const hint = nearest === undefined ? replacementFor(name) : `Did you mean <${nearest}>?`
  const message = `<${shortened(name)}> is not an element of TeXML.${hint === undefined ? '' : ` ${hint}`}`
  // Which elements of SSML a voice knows, is up to its provider.
  const isSsml = id === 'Say' || id.startsWith('ssml.')
  return isSsml
    ? problemAt(child, 'unknown-verb', `<${shortened(name)}> is not a common element of SSML.`, 'warning')
    : problemAt(child, 'unknown-verb', message)
}
