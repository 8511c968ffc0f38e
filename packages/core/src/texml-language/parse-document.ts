import { fromXml } from 'xast-util-from-xml'
import type { TexmlElement, TexmlText } from './element.ts'
import { type ParseProblem, problemOf } from './parse-problem.ts'
import { depthOf, tagsOf } from './tags.ts'

/** Maximum length of a document in characters. The platform's limit is not published. */
export const maxDocumentLength = 65_536
/** Maximum number of elements inside each other. */
const maxDepth = 32

/** A parsed document: its root element, or why it has none. */
export type ParsedDocument =
  | { readonly root: TexmlElement; readonly problem?: never }
  | { readonly root?: never; readonly problem: ParseProblem }

/**
 * Parses a document. Entities other than those of XML itself are not expanded: they are a problem. Returns a
 * problem for what is not well-formed, longer than 65,536 characters, or nested deeper than 32 elements. The
 * problem is at the beginning of the tag that it is about, or at the character in a text.
 */
export function parseDocument(xml: string): ParsedDocument {
  if (xml.length > maxDocumentLength) {
    return tooLarge(`The document is longer than ${maxDocumentLength} characters`)
  }
  // The parser counts a line break as one character, so its offsets need the same.
  const text = xml.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const tags = tagsOf(text)
  if (depthOf(tags) > maxDepth) return tooLarge(`Elements are nested deeper than ${maxDepth} levels`)
  try {
    const root = fromXml(text).children.find((node) => node.type === 'element')
    return root ? { root: toElement(root) } : { problem: problemOf(undefined, text, tags) }
  } catch (error) {
    return { problem: problemOf(error, text, tags) }
  }
}

function tooLarge(message: string): ParsedDocument {
  return { problem: { code: 'too-large', message: `${message}.`, line: 1, column: 1 } }
}

type ParsedElement = Extract<ReturnType<typeof fromXml>['children'][number], { readonly type: 'element' }>

/** Returns an element with elements and texts only: a CDATA section is a text, and comments are left out. */
function toElement({ name, attributes, children, position }: ParsedElement): TexmlElement {
  return {
    type: 'element',
    name,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, value ?? ''])),
    children: children.flatMap((child): (TexmlElement | TexmlText)[] => {
      if (child.type === 'element') return [toElement(child)]
      return child.type === 'text' || child.type === 'cdata' ? [{ type: 'text', value: child.value }] : []
    }),
    ...(position && { position }),
  }
}
