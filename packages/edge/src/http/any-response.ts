import { ConfigError } from '@greenroom/core'

/** Statuses of responses that cannot have a body, not even an empty one. */
const withoutBody: readonly number[] = [204, 205, 304]

/**
 * Whether a value is a `Response`, including one of another realm or class: `@hono/node-server` replaces the
 * global class, so that responses of `fetch` are not instances of it.
 */
export function isResponse(value: unknown): value is Response {
  if (value instanceof Response) return true
  const { status, headers, arrayBuffer } = Object(value) as Partial<Response>
  return typeof status === 'number' && typeof headers?.get === 'function' && typeof arrayBuffer === 'function'
}

/**
 * Returns a copy of a response with headers that can be changed.
 *
 * @throws {ConfigError} if its body was already read.
 */
export async function copyResponse(response: Response): Promise<Response> {
  if (response.bodyUsed)
    throw new ConfigError('authorize returned a Response with a body that was already read')
  const { body, status, statusText, headers } = response
  // `fetch` decodes a body, and keeps the headers of the encoded one.
  const isDecoded = Boolean(response.url) && headers.has('content-encoding')
  const kept = [...headers].filter(([name]) => !(isDecoded && /^content-(encoding|length)$/i.test(name)))
  const init = { status, statusText, headers: kept }
  if (withoutBody.includes(status)) return new Response(null, init)
  if (body === null || body instanceof ReadableStream) return new Response(body, init)
  // A stream of another realm is not recognized as a body.
  return new Response(new Uint8Array(await response.arrayBuffer()), init)
}
