import { ConfigError } from '../errors.ts'
import type { CallOptions, ClientOptions } from '../types.ts'

/**
 * Merges the headers of the client and the call. The call's win. Names are in lower case.
 *
 * @throws {ConfigError} for an invalid header.
 */
export async function headersOf(
  { headers, apiKey }: ClientOptions,
  { headers: callHeaders }: CallOptions,
  contentType: string | undefined,
): Promise<Record<string, string>> {
  const merged: Record<string, string> = { accept: 'application/json' }
  if (apiKey !== undefined) merged['authorization'] = `Bearer ${apiKey}`
  const clientHeaders = typeof headers === 'function' ? await headers() : headers
  // Without custom headers only plain objects are used: creating Headers costs more than the rest of this
  // function.
  for (const source of [clientHeaders, callHeaders]) {
    try {
      if (source) for (const [name, value] of new Headers(source as HeadersInit)) merged[name] = value
    } catch {
      // The cause is left out, because it quotes the value, which may be a secret.
      throw new ConfigError('A header is invalid')
    }
  }
  if (contentType !== undefined) merged['content-type'] = contentType
  return merged
}

/** Returns the values of headers and cookies that may be secret, without the scheme of an `Authorization`. */
export function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => /auth|cookie|key|secret|token|jwt|pass|session|cred|sign/.test(name))
    .flatMap(([name, value]) => [
      value.replace(/^\w+ /, ''),
      // Shorter values, such as `dark`, would be found in any text.
      ...(name === 'cookie' ? value.split(/[=;] */).filter(({ length }) => length > 7) : []),
    ])
}
