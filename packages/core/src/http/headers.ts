import type { ClientOptions } from '../client.ts'
import type { CallOptions } from '../endpoint.ts'

/** Joins the headers of client and call, the call's winning. Names are in lower case. */
export async function headersOf(
  { headers, apiKey }: ClientOptions,
  { headers: ofCall }: CallOptions,
  contentType: string | undefined,
): Promise<Record<string, string>> {
  const joined: Record<string, string> = { accept: 'application/json' }
  if (apiKey !== undefined) joined['authorization'] = `Bearer ${apiKey}`
  const given = typeof headers === 'function' ? await headers() : headers
  // Plain objects all along where nothing is given: making Headers costs more than the rest of this.
  for (const some of [given, ofCall]) {
    if (some) Object.assign(joined, Object.fromEntries(new Headers(some)))
  }
  if (contentType !== undefined) joined['content-type'] = contentType
  return joined
}
