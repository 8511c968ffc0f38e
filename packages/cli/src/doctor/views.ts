/** A text, decoded in one way. */
export interface View {
  readonly text: string
  /** How the text was decoded, as a note for the report. */
  readonly encoding?: 'base64' | 'hex'
  /** Returns the index in the original text for an index in this one. */
  at(index: number): number
}

/** Consecutive characters of a view that come from consecutive characters of the original. */
interface Segment {
  /** Index of the first character in the view. */
  readonly from: number
  /** Index of its origin in the original text. */
  readonly origin: number
  /** Characters of the original for one character of the view. */
  readonly ratio: number
}

/**
 * Returns a text as it is, and as a reader may decode it: without zero bytes, with its escapes resolved
 * (JavaScript, JSON, CSS, URLs, HTML), and with base64 and hexadecimal runs decoded.
 */
export function viewsOf(text: string): View[] {
  const plain: View = { text, at: (index) => index }
  const runs = [...decodedRuns(text, base64Run, decodeBase64), ...decodedRuns(text, hexRun, decodeHex)]
  return [
    plain,
    ...(text.includes('\0') ? [withoutZeros(plain)] : []),
    ...withEscapes(plain),
    ...runs,
    ...runs.flatMap(withEscapes),
  ]
}

const withoutZeros = (view: View): View => replaced(view, /\0+/g, () => '')

/** Every escape that can stand for a character of a secret. */
const escapeSequence =
  /\\(?:u\{0*([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-7]{2,3})|0{0,4}([\da-fA-F]{2}) ?|([/"'`\\-]))|%([\da-fA-F]{2})|&#x0*([\da-fA-F]{1,6});?|&#0*(\d{1,7});?|\\\r?\n/g

function withEscapes(view: View): View[] {
  const decoded = replaced(view, escapeSequence, (match) => {
    const [, braces, unicode, byte, octal, css, itself, percent, hexEntity, entity] = match
    if (itself !== undefined) return itself
    const hex = braces ?? unicode ?? byte ?? css ?? percent ?? hexEntity
    const code =
      hex !== undefined
        ? Number.parseInt(hex, 16)
        : octal !== undefined
          ? Number.parseInt(octal, 8)
          : Number(entity ?? Number.NaN)
    // A continued line has no code and leaves nothing.
    return Number.isNaN(code) || code > 0x10ffff ? '' : String.fromCodePoint(code)
  })
  return decoded.text === view.text ? [] : [decoded]
}

function replaced(view: View, pattern: RegExp, by: (match: RegExpMatchArray) => string): View {
  const parts: string[] = []
  const segments: Segment[] = []
  let length = 0
  let end = 0
  const add = (part: string, origin: number) => {
    segments.push({ from: length, origin, ratio: 1 })
    parts.push(part)
    length += part.length
  }
  for (const match of view.text.matchAll(pattern)) {
    if (match.index > end) add(view.text.slice(end, match.index), end)
    add(by(match), match.index)
    end = match.index + match[0].length
  }
  add(view.text.slice(end), end)
  const at = locator(segments)
  return { ...view, text: parts.join(''), at: (index) => view.at(at(index)) }
}

const base64Run = /[\w+/-]{11,}/g
const hexRun = /[\da-fA-F]{16,}/g

interface Decoder {
  readonly encoding: 'base64' | 'hex'
  /** Characters that are decoded together. A run may begin at any of them. */
  readonly group: number
  /** Characters of the run for one decoded character. */
  readonly ratio: number
  readonly decode: (run: string) => string
}

// Buffer reads both alphabets of base64.
const decodeBase64: Decoder = {
  encoding: 'base64',
  group: 4,
  ratio: 4 / 3,
  decode: (run) => Buffer.from(run, 'base64').toString('latin1'),
}
const decodeHex: Decoder = {
  encoding: 'hex',
  group: 2,
  ratio: 2,
  decode: (run) => Buffer.from(run.slice(0, run.length & ~1), 'hex').toString('latin1'),
}

/** Returns one view per position in a group: the start of a run is unknown when text stands before it. */
function decodedRuns(text: string, pattern: RegExp, { encoding, group, ratio, decode }: Decoder): View[] {
  const runs = [...text.matchAll(pattern)]
  if (runs.length === 0) return []
  return Array.from({ length: group }, (_, shift) => {
    const parts: string[] = []
    const segments: Segment[] = []
    let length = 0
    for (const { 0: run, index } of runs) {
      const part = `${decode(run.slice(shift))}\n`
      segments.push({ from: length, origin: index + shift, ratio })
      parts.push(part)
      length += part.length
    }
    return { text: parts.join(''), encoding, at: locator(segments) }
  })
}

/** Returns a function that maps an index of a view to the original, by binary search. */
function locator(segments: readonly Segment[]): (index: number) => number {
  return (index) => {
    let low = 0
    let high = segments.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((segments[middle]?.from ?? 0) <= index) low = middle
      else high = middle - 1
    }
    const { from, origin, ratio } = segments[low] ?? { from: 0, origin: 0, ratio: 1 }
    return origin + Math.floor((index - from) * ratio)
  }
}
