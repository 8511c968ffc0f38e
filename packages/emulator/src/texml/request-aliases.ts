/**
 * Alternative forms of TeXML requests: paths such as `Calls.json` for `Calls`, bounds in a field's name
 * (`StartTime>=2026-05-22` arrives as the field `StartTime>`), objects that a client turned into strings, and
 * the spelling of the vendor's guide to answering machine detection.
 */

/**
 * Returns a path without `.json`, or undefined. The API's own URIs end with it, most documented paths do not.
 */
export function withoutJson(path: string): string | undefined {
  return path.startsWith('/texml/Accounts/') && path.endsWith('.json')
    ? path.slice(0, -'.json'.length)
    : undefined
}

/** Returns a query with bounds in the form that the schemas expect. */
export function withPlainNames(query: URLSearchParams): URLSearchParams {
  if (![...query.keys()].some((name) => /[<>]$/.test(name))) return query
  const plain = new URLSearchParams()
  for (const [name, value] of query) {
    const [, field = name, sign = ''] = /^(.*?)([<>]?)$/.exec(name) ?? []
    if (sign === '') plain.append(name, value)
    else if (/^(Start|End)Time$/.test(field)) plain.append(`${field}_${sign === '>' ? 'gt' : 'lt'}`, value)
    else plain.append(field, `${sign}=${value}`)
  }
  return plain
}

/** Fields that are enumerations with the members `true` and `false`, which JSON has as booleans. */
const booleanMembers = ['Beep', 'ConferenceRecord']

/**
 * Returns an input as the schemas expect it: without lists of `[object Object]`, which the vendor's client
 * sends for `CustomHeaders`; with the fields for answering machine detection that the vendor's guide spells
 * differently (`"AsyncAmd": "true"`, `AsyncAMDStatusCallbackMethod`); and with the members of enumerations as
 * text.
 */
export function withPlainFields(input: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(input).filter(([, value]) => !isLost(value))
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (name === 'AsyncAmd') return [name, value === 'true' || (value === 'false' ? false : value)]
      if (booleanMembers.includes(name)) return [name, typeof value === 'boolean' ? String(value) : value]
      return [name === 'AsyncAMDStatusCallbackMethod' ? 'AsyncAmdStatusCallbackMethod' : name, value]
    }),
  )
}

/** Returns whether a value is a list of objects that a client turned into strings. */
function isLost(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => item === '[object Object]')
}
