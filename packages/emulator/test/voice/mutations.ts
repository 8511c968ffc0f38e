/** Returns numbers from 0 up to 1, the same ones for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    // Mulberry32: short, and good enough to choose mutations.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Chooses among values with the numbers of a generator. */
export interface Chooser {
  /** Returns a whole number from 0 up to a limit, which is not included. */
  below(limit: number): number
  /** Returns one of several values. */
  of<Value>(values: readonly Value[]): Value
}

/** Creates a chooser with a seed. */
export function createChooser(seed: number): Chooser {
  const random = createRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  return { below, of: (values) => values[below(values.length)] as (typeof values)[number] }
}

type Mutation = (xml: string, choose: Chooser) => string

const names =
  'Response Say Play Pause Gather Redirect Reject Hangup Dial Number Conference Enqueue Leave'.split(' ')
const values = [
  '',
  '0',
  '-1',
  '1e999',
  'NaN',
  'true',
  '99999999999999999999',
  '#',
  '\u{1f4de}',
  '/next',
  'next?a=1&amp;b=2',
  'file:///etc/hosts',
  'http://192.0.2.1/',
  'https://example.com/x',
  'javascript:alert(1)',
  'data:text/xml,&lt;Response/&gt;',
  'http://127.0.0.1:9@192.0.2.1/',
  '//192.0.2.1/x',
  'http://[::1',
  '{{From}}',
  '{{constructor}}',
  '__proto__',
]
const fragments = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '&lol;',
  '&#0;',
  '&#x110000;',
  '\u0000',
  '\ufeff',
  '\ud800',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?xml version="1.0"?>',
  '<Redirect/>',
  '<Redirect>/next</Redirect>',
  '<Redirect>file:///etc/hosts</Redirect>',
  '<Play>http://192.0.2.1/a.wav</Play>',
  '<Play loop="0">/sound.wav</Play>',
  '<Say loop="0">x</Say>',
  '<Say/>',
  '<constructor/>',
  '<toString __proto__="1"/>',
  '<Gather/>',
  '<x:y/>',
]
const entities =
  '<!DOCTYPE Response [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;&lol;&lol;"><!ENTITY f SYSTEM "file:///etc/hosts">]>'

/** Replaces one of the matches of a pattern. */
function replaceOne(xml: string, pattern: RegExp, choose: Chooser, by: (match: string) => string): string {
  const matches = [...xml.matchAll(pattern)]
  if (matches.length === 0) return xml
  const { index, 0: match } = choose.of(matches)
  return xml.slice(0, index) + by(match) + xml.slice(index + match.length)
}

function cut(xml: string, choose: Chooser): readonly [string, string, string] {
  const [from = 0, to = 0] = [choose.below(xml.length + 1), choose.below(xml.length + 1)].sort(
    (a, b) => a - b,
  )
  return [xml.slice(0, from), xml.slice(from, to), xml.slice(to)]
}

const mutations: readonly Mutation[] = [
  // A character or a part is missing, doubled, moved, or the end is cut off.
  (xml, choose) => {
    const at = choose.below(xml.length)
    return xml.slice(0, at) + xml.slice(at + 1)
  },
  (xml, choose) => cut(xml, choose)[0],
  (xml, choose) => {
    const [before, , after] = cut(xml, choose)
    return before + after
  },
  (xml, choose) => {
    const [before, part, after] = cut(xml, choose)
    return before + part + part + after
  },
  // Something is inserted: anywhere, or between two elements.
  (xml, choose) => {
    const at = choose.below(xml.length + 1)
    return xml.slice(0, at) + choose.of(fragments) + xml.slice(at)
  },
  (xml, choose) => replaceOne(xml, /></g, choose, () => `>${choose.of(fragments)}<`),
  // Values, names and texts change, or the case of a letter.
  (xml, choose) => replaceOne(xml, /"[^"]*"/g, choose, () => `"${choose.of(values)}"`),
  (xml, choose) => replaceOne(xml, /(?<=<\/?)\w+/g, choose, () => choose.of(names)),
  (xml, choose) => {
    const [from, to] = [choose.of(names), choose.of(names)]
    return xml.replaceAll(new RegExp(`(?<=</?)${from}\\b`, 'g'), to)
  },
  (xml, choose) => replaceOne(xml, />[^<]+</g, choose, () => `>${choose.of(values)}<`),
  (xml, choose) => replaceOne(xml, /[A-Z]/g, choose, (letter) => letter.toLowerCase()),
  // Entities are declared and used, and elements nest deeply.
  (xml, choose) => entities + replaceOne(xml, />/g, choose, () => `>&${choose.of(['lol', 'l2', 'f'])};`),
  (xml, choose) => {
    const depth = choose.below(60)
    const [before, part, after] = cut(xml, choose)
    return before + '<Gather>'.repeat(depth) + part + '</Gather>'.repeat(depth) + after
  },
]

/** Changes a document in one to three places. */
export function mutate(xml: string, choose: Chooser): string {
  let mutated = xml
  for (let count = 1 + choose.below(3); count > 0; count -= 1) mutated = choose.of(mutations)(mutated, choose)
  return mutated
}
