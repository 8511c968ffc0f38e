import type { AnyVerb } from '../definition.ts'
import { elementsOf, type TexmlElement } from '../element.ts'
import type { LintCode, LintProblem, LintSeverity } from './problem.ts'

/** An element and its path. */
export interface Place {
  readonly element: TexmlElement
  /** XPath of the element. */
  readonly path: string
}

/** An element, its path and its verb. */
export interface Subject extends Place {
  readonly definition: AnyVerb
}

/** Returns a problem at an element's tag. */
export function problemAt(
  { element: { position }, path }: Place,
  code: LintCode,
  message: string,
  severity: LintSeverity = 'error',
): LintProblem {
  const { line = 1, column = 1 } = position?.start ?? {}
  return { severity, code, message, line, column, path }
}

/** Returns the elements in an element with their paths. */
export function withPaths(parent: TexmlElement, path: string): Place[] {
  const counts = new Map<string, number>()
  return elementsOf(parent).map((element) => {
    const count = (counts.get(element.name) ?? 0) + 1
    counts.set(element.name, count)
    return { element, path: `${path}/${element.name}[${count}]` }
  })
}

/** Returns a text, cut to 60 characters. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
