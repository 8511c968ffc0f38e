/** What does not belong in a browser's bundle, and where it stands. Never carries the secret itself. */
export interface Finding {
  readonly kind: 'api-key' | 'secret' | 'server-module'
  /** What was found, with secrets masked. */
  readonly what: string
  /** The file, from the scanned folder on. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units, as editors do. */
  readonly column: number
}

/** One thing to look for. */
export interface Rule {
  readonly kind: Finding['kind']
  /** Global; what it needs to see before a match is at most two characters. */
  readonly pattern: RegExp
  /** Names a match without giving it away. */
  readonly name: (match: string) => string
  /** Source maps quote whole sources, comments and dropped imports included: a rule may pass over them. */
  readonly skipsMaps?: boolean
}

/** A secret to look for: the name of its environment variable, and its value. */
export interface Secret {
  readonly name: string
  readonly value: string
}

/** Texts that only `@greenroom/edge` holds; its tests of this package fail when they change. */
const edgeTexts = [
  'The refresh token is not valid here',
  'Calls from this origin are not allowed',
  'Webhooks are not set through this gateway',
]

/** All that is looked for, with the given secrets. */
export function rulesFor(secrets: readonly Secret[]): Rule[] {
  return [
    {
      kind: 'api-key',
      // A key may follow an escape such as \n, whose letter is no part of a word.
      pattern: /(?:(?<![\w-])|(?<=\\[nrt]))KEY[\w-]{20,}/g,
      name: (match) => `a Telnyx API key, ${match.slice(0, 4)}…`,
    },
    ...secrets.map(
      ({ name, value }): Rule => ({
        kind: 'secret',
        pattern: anyOf([value, JSON.stringify(value).slice(1, -1)]),
        name: () => `the value of ${name}`,
      }),
    ),
    {
      kind: 'server-module',
      pattern: anyOf(edgeTexts),
      name: (match) => `code of @greenroom/edge ("${match}")`,
    },
    {
      kind: 'server-module',
      pattern: /(?:from|import|require)\s{0,9}\(?\s{0,9}["'`]node:[a-z0-9_/]{1,60}["'`]/g,
      name: (match) => `an import of ${match.slice(match.indexOf('node:'), -1)}`,
      skipsMaps: true,
    },
  ]
}

function anyOf(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g')
}
