import { routeOf } from '../endpoint.ts'
import { isGreenroomError, TimeoutError } from '../errors.ts'
import type { Client, ClientOptions, EndpointDefinition, StreamOptions } from '../types.ts'
import { encodeQuery } from '../wire/fields.ts'
import { resolveBaseUrl } from './base-url.ts'
import { readText } from './body.ts'
import { connectionError } from './connection.ts'
import { abortReason } from './deadline.ts'
import { headersOf } from './headers.ts'
import { readOutput } from './read-output.ts'
import { redact } from './redact.ts'
import { send, telnyx } from './transport.ts'

const longestErrorBytes = 1 << 20

/** Creates the function that opens streams. */
export function createStream(options: ClientOptions): Client['stream'] {
  return async (
    endpoint: EndpointDefinition,
    input: unknown,
    { signal, headers: callHeaders, timeoutMs = options.attemptTimeoutMs ?? 20_000 }: StreamOptions = {},
  ) => {
    const route = routeOf(endpoint)
    const controller = new AbortController()
    const abort = () => controller.abort(signal && abortReason(signal))
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted) abort()
    const timer = setTimeout(
      () => controller.abort(new TimeoutError(route, timeoutMs)),
      Math.min(timeoutMs, 0x7fffffff),
    )
    const secrets: unknown[] = [options.apiKey]
    try {
      const accepted = [['accept', 'text/event-stream'], ...new Headers(callHeaders as never)] as const
      const headers = await headersOf(options, { headers: accepted as never }, undefined)
      secrets.push(headers['authorization']?.replace(/^\w+ /, ''))
      const url = endpoint.path + queryOf(Object(input))
      const baseUrl = resolveBaseUrl(options.baseUrl ?? telnyx)
      const response = await send(endpoint, baseUrl, { url }, headers, controller.signal, options)
      if (response.ok) return response
      const { status, ok, headers: answered } = response
      const text = await readText(response, longestErrorBytes).catch(() => '')
      const requestId = answered.get('x-request-id') ?? undefined
      return readOutput(endpoint, { route, status, ok, requestId, headers: answered, text }) as never
    } catch (error) {
      signal?.removeEventListener('abort', abort)
      if (controller.signal.aborted && error === controller.signal.reason) throw error
      throw redact(isGreenroomError(error) ? error : connectionError(route, error, 'unknown'), secrets)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Encodes a query in which each item of a list repeats its name. */
function queryOf(input: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(input).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => encodeQuery({ [name]: item })),
  )
  const query = pairs.filter((pair) => pair !== '').join('&')
  return query && `?${query}`
}
