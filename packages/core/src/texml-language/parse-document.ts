import { fromXml } from 'xast-util-from-xml'
import { elementsOf, type TexmlElement } from './element.ts'

/** Maximum length of a document in characters. The platform's limit is not published. */
export const maxDocumentLength = 65_536
/** Maximum number of elements inside each other. */
const maxDepth = 32

/** Why a document cannot be parsed, and where. */
export interface ParseProblem {
  readonly message: string
  /** Line, from 1. */
  readonly line: number
  /** Column, from 1. */
  readonly column: number
}

/** A parsed document: its root element, or why it has none. */
export type ParsedDocument =
  | { readonly root: TexmlElement; readonly problem?: never }
  | { readonly root?: never; readonly problem: ParseProblem }

/**
 * Parses a document. Entities other than those of XML itself are not expanded: they are a problem. Returns a
 * problem for what is not well-formed, longer than 65,536 characters, or nested deeper than 32 elements.
 */
export function parseDocument(xml: string): ParsedDocument {
  if (xml.length > maxDocumentLength)
    return failure(`The document is longer than ${maxDocumentLength} characters.`)
  if (depthOf(xml) > maxDepth) return failure(`Elements are nested deeper than ${maxDepth} levels.`)
  try {
    const [root] = elementsOf(fromXml(xml) as Pick<TexmlElement, 'children'>)
    return root ? { root } : failure('The document has no root element.')
  } catch (error) {
    return { problem: problemOf(error) }
  }
}

function failure(message: string, line = 1, column = 1): ParsedDocument {
  return { problem: { message, line, column } }
}

function problemOf(error: unknown): ParseProblem {
  const { line, column, cause, message } = error as Partial<ParseProblem> & { readonly cause?: unknown }
  // The parser's first line says what is wrong; an excerpt of the document follows it.
  const [reason = ''] = (cause instanceof Error ? cause.message : (message ?? '')).split('\n')
  const sentence = reason.replace(/ \(line \d+, column \d+\)$/, '') || 'The document cannot be parsed'
  return { message: `${sentence}.`, line: line ?? 1, column: column ?? 1 }
}

/** Returns an upper bound of the nesting, before the recursive parser sees the document. */
function depthOf(xml: string): number {
  let depth = 0
  let deepest = 0
  for (const [tag] of xml.matchAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[/\w][^>]*>/g)) {
    if (tag.startsWith('<!') || tag.endsWith('/>')) continue
    depth += tag.startsWith('</') ? -1 : 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
