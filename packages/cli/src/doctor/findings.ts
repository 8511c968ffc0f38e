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
  /** Global; what it needs to see before a match is at most six characters. */
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

/** The names by which the gateway's own secrets go in this project's apps and recipes. */
export const secretNames = ['TELNYX_API_KEY', 'GATEWAY_SECRET', 'SESSION_SECRET'] as const

/** Strings that occur in only one package. The tests of this command fail if they change. */
const textsOf: Readonly<Record<string, readonly string[]>> = {
  '@greenroom/edge': [
    'The refresh token is not valid for this gateway',
    'Calls from this origin are not allowed',
    'This gateway does not accept webhook_* fields',
  ],
  '@greenroom/emulator': ['its control API at /_emulator'],
  '@greenroom/emulator/browser': ['greenroom:redirect-live-room'],
}

/** One of these names, and what may stand before it. */
const named = `(?:[A-Z]{1,20}_){0,3}(?:${secretNames.join('|')})`

/** All that is looked for, with the given secrets. */
export function rulesFor(secrets: readonly Secret[]): Rule[] {
  return [
    {
      kind: 'api-key',
      // A key may follow an escape, e.g. \n, %20 or \u0022. The letters of an escape are not part of a word.
      // Real keys continue with a digit; a name of capital letters only is a constant.
      pattern:
        /(?:(?<![\w-])|(?<=\\[nrt])|(?<=%[\da-fA-F]{2})|(?<=\\(?:x|u00)[\da-fA-F]{2}))KEY(?:\d[\w-]{11,}|(?=[A-Z_-]*[a-z\d])[\w-]{20,})/g,
      name: (match) => `a Telnyx API key, ${match.slice(0, 4)}…`,
    },
    {
      kind: 'secret',
      // Whatever makes a bundler take it in may stand before the name, such as VITE_. Without quotes it is a
      // line of an .env file.
      pattern: new RegExp(
        `\\b${named}(?:\\\\?["']?\\s{0,9}[:=]\\s{0,9}(?:\\\\?["'\`]){1,2}[^"'\`\\\\]{8,}|(?<=^${named})=[^\\s"'\`;,(){}]{8,}$)`,
        'gm',
      ),
      name: (match) => `a value given to ${match.match(/^\w+/)?.[0]}`,
    },
    ...secrets.map(
      ({ name, value }): Rule => ({
        kind: 'secret',
        pattern: anyOf([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]),
        name: () => `the value of ${name}`,
      }),
    ),
    ...Object.entries(textsOf).map(
      ([module, texts]): Rule => ({
        kind: 'server-module',
        pattern: anyOf(texts),
        name: (match) => `code of ${module} ("${match}")`,
      }),
    ),
    {
      kind: 'server-module',
      pattern:
        /(?:(?:from|import|require)\s{0,9}\(?\s{0,9}["'`](?:node:[a-z\d_/]{1,60}|@greenroom\/(?:edge|emulator)(?:\/[a-z]{1,20})?)|(?:from|import)\s{0,9}["'`](?:fs(?:\/promises)?|child_process|worker_threads|net|tls))["'`]/g,
      name: (match) => `an import of ${match.match(/["'`](.+)["'`]$/)?.[1]}`,
      skipsMaps: true,
    },
  ]
}

function anyOf(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g')
}
