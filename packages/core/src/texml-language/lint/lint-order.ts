import { textOf } from '../element.ts'
import { definitionOf } from '../registry.ts'
import type { LintProblem } from './problem.ts'
import { problemAt, type Subject, withPaths } from './subject.ts'
import { hasBlocks } from './templates.ts'

/** Returns a warning for the first verb that never runs, and for a `Reject` that comes too late. */
export function lintOrder({ element, definition, path }: Subject): LintProblem[] {
  if (definition.id !== 'Response' || hasBlocks(textOf(element))) return []
  const subjects = withPaths(element, path)
  const last = subjects.findIndex(({ element: { name, attributes } }) => {
    const { ends } = definitionOf(name) ?? {}
    return ends === 'always' || (ends === 'with-action' && Object.hasOwn(attributes, 'action'))
  })
  const never = last < 0 ? undefined : subjects[last + 1]
  const late = subjects.slice(1).find(({ element: { name } }) => name === 'Reject')
  return [
    ...(never
      ? [
          problemAt(
            never,
            'unreachable',
            `<${never.element.name}> never runs: <${subjects[last]?.element.name}> ends the document.`,
            'warning',
          ),
        ]
      : []),
    ...(late
      ? [
          problemAt(
            late,
            'advice',
            '<Reject>: Only as the first verb does it leave the call unanswered.',
            'warning',
          ),
        ]
      : []),
  ]
}
