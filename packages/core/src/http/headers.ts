import { ConfigError } from '../errors.ts'
import type { CallOptions, ClientOptions } from '../types.ts'

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
    try {
      if (some) for (const [name, value] of new Headers(some)) joined[name] = value
    } catch {
      // Without the cause, which quotes the value: it may be a secret.
      throw new ConfigError('A header is malformed')
    }
  }
  if (contentType !== undefined) joined['content-type'] = contentType
  return joined
}
