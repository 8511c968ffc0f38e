import type { TexmlPoint } from './element.ts'
import { openAt, type Tag } from './tags.ts'

/** Why a document cannot be parsed, and where. */
export interface ParseProblem extends TexmlPoint {
  readonly code: 'not-well-formed' | 'too-large'
  readonly message: string
}

/** What the parser throws. */
interface ParserError {
  readonly cause?: { readonly message: string; readonly pos?: number }
}

/** Returns what the parser reports in a sentence, at the tag or the character that it is about. */
export function problemOf(error: unknown, text: string, tags: readonly Tag[]): ParseProblem {
  const { cause } = (error ?? {}) as ParserError
  // The parser's first line says what is wrong; an excerpt of the document follows it.
  const [reason = ''] = (cause?.message ?? 'The document cannot be parsed').split('\n')
  const said = reason.replace(/ \(line \d+, column \d+\)$/, '')
  const position = cause?.pos ?? 0
  // The parser points behind an invalid reference.
  const offset = /reference|^Named entity/.test(said) ? text.lastIndexOf('&', position) : position
  const parent = openAt(tags, offset).at(-1)
  const escaped = escapeFor(text.slice(offset, offset + 2), said)
  if (/^Missing end tag/.test(said) && parent && !escaped) {
    const found = tags.find(({ start, kind }) => start === offset && kind === 'end')
    const before = found ? ` before </${found.name}>` : ''
    return problemAt(text, parent.start, `<${parent.name}> is not closed${before}.`)
  }
  const tag = tagAround(tags, offset, said)
  const where = tag ? placeIn(text.slice(tag.start, offset), tag.name) : parent && `<${parent.name}>`
  return problemAt(text, tag?.start ?? offset, `${where ? `${where}: ` : ''}${escaped ?? said}.`)
}

function problemAt(text: string, offset: number, message: string): ParseProblem {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { code: 'not-well-formed', message, line, column: offset - before.lastIndexOf('\n') }
}

/** Returns the start or end tag in which an offset is. */
function tagAround(tags: readonly Tag[], offset: number, said: string): Tag | undefined {
  const last = tags.findLast(({ start }) => start < offset)
  if (last === undefined || last.kind === 'other') return undefined
  // A raw < in a value looks like the end of its tag.
  return offset < last.end || !last.isClosed || said.startsWith('Unescaped') ? last : undefined
}

/** Returns how to write a character that is not allowed as it is. */
function escapeFor(rest: string, said: string): string | undefined {
  if (/^Unterminated reference|^Invalid character reference/.test(said)) return '& must be written as &amp;'
  if (/^Named entity/.test(said)) return said.replace("isn't defined", 'does not exist in XML')
  const isRaw = /^<(?![\w/!?])/.test(rest) || said.startsWith('Unescaped `<`')
  return isRaw ? '< must be written as &lt;' : undefined
}

/** Returns the element, with the attribute if a tag's beginning ends in the value of one. */
function placeIn(tag: string, name: string): string {
  const attribute = /([^\s"'=<>]+)\s*=\s*(?:"[^"]*|'[^']*)$/.exec(tag)?.[1]
  return attribute === undefined ? `<${name}>` : `${attribute} of <${name}>`
}
