import { type GreenroomError, isGreenroomError } from '../errors.ts'

/** Longer texts are cut, so that a huge response takes no time. */
const longestText = 10_000

/** The pattern of the secrets that were last used: most calls have the same. */
let last: { readonly key: string; readonly pattern: RegExp } | undefined

/**
 * Replaces secrets in an error of this package with `…`, also where they are escaped for a URL, JSON or HTML,
 * or part of base64. A cause that contains a secret is replaced with a copy, without functions and objects of
 * classes (such as a `Request`), which may contain secrets too.
 *
 * @param secrets The secrets. Values that are no strings, or have less than four characters, are ignored.
 */
export function redact<T extends GreenroomError | string | undefined>(
  value: T,
  secrets: readonly unknown[],
): T {
  const texts = [...new Set(secrets)].filter((secret) => typeof secret === 'string' && secret.length > 3)
  if (texts.length === 0) return value
  const key = texts.join('\n')
  if (last?.key !== key) {
    const spellings = (texts as string[]).flatMap((secret) => [secret, ...base64PartsOf(secret)])
    last = { key, pattern: new RegExp(spellings.map(patternOf).join('|'), 'gi') }
  }
  const { pattern } = last
  const clean = (text: string) => {
    const cleaned = text.slice(0, 2 * longestText).replace(pattern, '…')
    // At the end of a cut text may stand the beginning of a secret.
    const whole = text.length > 2 * longestText ? cleaned.slice(0, -longestText) : cleaned
    return whole.slice(0, longestText)
  }
  return hide(value, clean, 9) as T
}

/** Returns the parts of base64 that a secret becomes, wherever it stands in the encoded text. */
function base64PartsOf(secret: string): string[] {
  // The parts of a shorter secret would be found in any text. React Native may have no `btoa`.
  if (!globalThis.btoa || !/^[!-~]{8,}$/.test(secret)) return []
  return [0, 1, 2].map((shift) =>
    btoa('-'.repeat(shift) + secret).slice(shift && shift + 1, ((shift + secret.length) * 4) / 3),
  )
}

/** Returns the pattern of a text in which any character may be escaped. */
function patternOf(text: string): string {
  return text.replace(/./gs, (character) => {
    const code = character.charCodeAt(0)
    const hex = code.toString(16)
    const reference = `(?:&|%(?:25)*26)(?:#|%(?:25)*23)0*(?:x0*${hex}|${code})(?:;|%(?:25)*3b)`
    const any = `${character.replace(/\W/, '\\$&')}|%(?:25)*${hex}|${reference}`
    // Backslashes are limited, because a long run of them would be read again and again.
    return `(?:${any}|(?:\\\\|%(?:25)*5c){1,9}(?:${any}|u0*${hex}))`
  })
}

/** @param depth How many levels of causes and fields are kept, so that a cycle ends. */
function hide(value: unknown, clean: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return clean(value)
  if (Object(value) !== value) return value
  const source = value as Readonly<Record<string, unknown>>
  const isError = value instanceof Error
  if (!depth || !(isError || /^(Object|Array)$/.test(source.constructor?.name))) return undefined
  // The name and the message of an error may be inherited.
  const names = isError ? ['name', 'message', ...Object.getOwnPropertyNames(source)] : Object.keys(source)
  const hideField = (name: string) => {
    try {
      return hide(source[name], clean, depth - 1)
    } catch {
      // A getter that throws must not replace the error.
      return undefined
    }
  }
  const fields = names.map((name) => [name, hideField(name)] as const)
  if (fields.every(([name, field]) => field === source[name])) return value
  const target = isGreenroomError(value) ? value : isError ? new Error() : Array.isArray(value) ? [] : {}
  return Object.assign(target, Object.fromEntries(fields))
}
