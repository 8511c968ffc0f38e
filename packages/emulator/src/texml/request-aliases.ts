/**
 * Spellings of TeXML that stand for others: `Calls.json` for `Calls`, and bounds in a field's name (`StartTime>=2026-05-22`
 * arrives as the field `StartTime>`), and objects that a client has written into a form as texts.
 */

/** A path without the ending that the API's own addresses have, and its documented paths have not. */
export function withoutJson(path: string): string | undefined {
  return path.startsWith('/texml/Accounts/') && path.endsWith('.json')
    ? path.slice(0, -'.json'.length)
    : undefined
}

/** A query whose bounds are where the schema wants them. */
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

/**
 * An input without the lists of objects that lost what was in them: the vendor's client writes `CustomHeaders` into forms as
 * `[object Object],[object Object]`. What the call asks for otherwise is done.
 */
export function withoutLostObjects(input: Record<string, unknown>): Record<string, unknown> {
  const isLost = (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((item) => item === '[object Object]')
  if (!Object.values(input).some(isLost)) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !isLost(value)))
}
