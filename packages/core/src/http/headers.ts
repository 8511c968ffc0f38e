import type { ClientOptions } from '../client.ts'
import type { CallOptions } from '../endpoint.ts'
import { ConfigError } from '../errors.ts'

/**
 * Joins the headers of client and call, the call's winning. Names are in lower case.
 *
 * @throws {ConfigError} for one that cannot be sent.
 */
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
    if (some) Object.assign(joined, Object.fromEntries(readable(some)))
  }
  if (contentType !== undefined) joined['content-type'] = contentType
  return joined
}

function readable(headers: HeadersInit): Headers {
  try {
    return new Headers(headers)
  } catch {
    // Without the cause, which quotes the value: it may be a secret.
    throw new ConfigError('A header has a name or a value that cannot be sent')
  }
}
