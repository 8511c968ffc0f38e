/** A tag, comment or CDATA section of a document, which need not be well-formed. */
export interface Tag {
  /** Offset of its `<`. */
  readonly start: number
  /** Offset behind its `>`, or behind what can still belong to it if it is not closed. */
  readonly end: number
  readonly kind: 'start' | 'empty' | 'end' | 'other'
  readonly isClosed: boolean
  /** Name of the element, for a start, empty or end tag. */
  readonly name: string
}

// Each alternative takes what is not closed as well, so that no text is read twice.
const pattern = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<(?:[^<>"']|"[^"<]*"|'[^'<]*')*>?/g

/** Returns the tags of a document in order, in linear time, also of a document that is not well-formed. */
export function tagsOf(xml: string): Tag[] {
  return [...xml.matchAll(pattern)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
    kind: kindOf(text),
    isClosed: text.endsWith('>'),
    name: /^<\/?([^\s/>"'=]*)/.exec(text)?.[1] ?? '',
  }))
}

function kindOf(text: string): Tag['kind'] {
  if (/^<[!?]/.test(text)) return 'other'
  if (text.startsWith('</')) return 'end'
  return text.endsWith('/>') ? 'empty' : 'start'
}

/** Returns the start tags of the elements that are open at an offset, the outermost first. */
export function openAt(tags: readonly Tag[], offset: number): Tag[] {
  const open: Tag[] = []
  for (const tag of tags) {
    if (tag.start >= offset) break
    if (tag.kind === 'start') open.push(tag)
    if (tag.kind === 'end') open.pop()
  }
  return open
}

/** Returns how deeply elements are nested at most. */
export function depthOf(tags: readonly Tag[]): number {
  let depth = 0
  let deepest = 0
  for (const { kind } of tags) {
    if (kind === 'end') depth -= 1
    if (kind === 'start') deepest = Math.max(deepest, ++depth)
  }
  return deepest
}
