/** Something in a bundle that browsers must not receive. It never contains the secret itself. */
export interface Finding {
  readonly kind: 'api-key' | 'secret' | 'server-module'
  /** Description, with secrets masked. */
  readonly what: string
  /** Path of the file, relative to the scanned folder. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units, as editors do. */
  readonly column: number
}

/** Describes what to search for. */
export interface Rule {
  readonly kind: Finding['kind']
  /** Has the flag `g`. It examines at most six characters before a match. */
  readonly pattern: RegExp
  /** Describes a match without its secret. */
  readonly name: (match: string) => string
  /** Whether the rule skips source maps, which also quote comments and imports that were dropped. */
  readonly skipsMaps?: boolean
}

/** A secret with a known value. */
export interface Secret {
  /** Name of its environment variable. */
  readonly name: string
  readonly value: string
}

/** Environment variables of the gateway's secrets, as the examples name them. */
export const secretNames = ['TELNYX_API_KEY', 'GATEWAY_SECRET', 'SESSION_SECRET'] as const

/** Texts that occur in only one package. The tests of this command fail if they change. */
const textsOf: Readonly<Record<string, readonly string[]>> = {
  '@greenroom/edge': [
    'The refresh token is not valid for this gateway',
    'Calls from this origin are not allowed',
    'This gateway accepts no webhook_* fields and callback URLs',
  ],
  '@greenroom/emulator': ['its control API at /_emulator'],
  '@greenroom/emulator/browser': ['greenroom:redirect-live-room'],
}

/** One of these names, with the prefix that makes a bundler inline it, such as `VITE_`. */
const named = `(?:[A-Z]{1,20}_){0,3}(?:${secretNames.join('|')})`

/** Returns the rules, including those for known secrets. */
export function rulesFor(secrets: readonly Secret[]): Rule[] {
  return [
    {
      kind: 'api-key',
      // Telnyx keys are KEY, 32 hexadecimal digits and a suffix. Others that continue with a digit are found
      // after any separator, and after an escape: its letters are not part of a word. A name of capital
      // letters only is a constant.
      pattern:
        /KEY[\dA-F]{24,}[\w-]*|(?:(?<![A-Za-z\d])|(?<=\\[nrt])|(?<=%[\da-fA-F]{2})|(?<=\\(?:x|u00)[\da-fA-F]{2}))KEY\d[\w-]{11,}|(?:(?<![\w-])|(?<=\\[nrt])|(?<=%[\da-fA-F]{2})|(?<=\\(?:x|u00)[\da-fA-F]{2}))KEY(?=[A-Z_-]*[a-z\d])[\w-]{20,}/g,
      name: (match) => `a Telnyx API key, ${match.slice(0, 4)}…`,
    },
    {
      kind: 'secret',
      // Without quotes it is a line of an .env file.
      pattern: new RegExp(
        `\\b${named}(?:\\\\?["']?\\s{0,9}[:=]\\s{0,9}(?:\\\\?["'\`]){1,2}[^"'\`\\\\]{8,}|(?<=^${named})=[^\\s"'\`;,(){}]{8,}$)`,
        'gm',
      ),
      name: (match) => `a value of ${match.match(/^\w+/)?.[0]}`,
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
