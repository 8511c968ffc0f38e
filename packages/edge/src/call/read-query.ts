import { refusals } from '../refusals/refusals.ts'

const longestQueryBytes = 8 * 1024
const mostFields = 100

/**
 * Returns the fields of a request's query. Fields that the mount added are removed: a catch-all route of Next
 * with `runtime = 'edge'` adds each path segment as `?path=…`. They are recognized by their values, which
 * are successive segments of the path.
 *
 * @param isField Whether the endpoint has a field with this name, which is then not the mount's.
 * @throws {Refusal} 414 for a long query, 422 for more than 100 fields. Neither is parsed.
 */
export function readQuery(url: string, isField: (name: string) => boolean): URLSearchParams {
  const at = url.indexOf('?')
  if (at < 0) return new URLSearchParams()
  const text = url.slice(at + 1)
  if (text.length > longestQueryBytes) throw refusals.queryTooLong(longestQueryBytes)
  if (text.split('&', mostFields + 1).length > mostFields) {
    throw refusals.invalidInput(`The query must have at most ${mostFields} fields`, '')
  }
  const { pathname, searchParams } = new URL(url)
  for (const name of new Set(searchParams.keys())) {
    const segments = `/${searchParams.getAll(name).join('/')}/`
    if (!isField(name) && `${pathname}/`.includes(segments)) searchParams.delete(name)
  }
  return searchParams
}
