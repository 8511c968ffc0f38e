import { checkNumbers } from '../check-numbers.ts'
import { routeOf } from '../endpoint.ts'
import { isGreenroomError, type Outcome, TimeoutError } from '../errors.ts'
import type { Client, ClientOptions, EndpointDefinition, StreamOptions } from '../types.ts'
import { encodeQuery } from '../wire/fields.ts'
import { resolveBaseUrl } from './base-url.ts'
import { readText } from './body.ts'
import { connectionError } from './connection.ts'
import { createDeadline } from './deadline.ts'
import { headersOf, secretsOf } from './headers.ts'
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
    checkNumbers({ timeoutMs }, 1, Number.POSITIVE_INFINITY)
    const baseUrl = resolveBaseUrl(options.baseUrl ?? telnyx)
    const secrets: unknown[] = [options.apiKey]
    let outcome: Outcome = 'not-sent'
    /** Ends the stream, also after it was opened. */
    const controller = new AbortController()
    const abort = () => controller.abort(signal?.reason)
    signal?.addEventListener('abort', abort)

    const open = async (isOver: AbortSignal) => {
      const headers = await headersOf(options, { headers: callHeaders }, undefined)
      headers['accept'] = 'text/event-stream'
      secrets.push(...secretsOf(headers))
      if (isOver.aborted) throw isOver.reason
      outcome = 'unknown'
      const request = { url: endpoint.path + queryOf(Object(input)) }
      const response = await send(endpoint, baseUrl, request, headers, controller.signal, options).catch(
        (error: unknown) => {
          throw connectionError(route, error, outcome)
        },
      )
      // Without this, a fetch that ignores signals leaves a stream open that nothing reads.
      if (isOver.aborted) return response.body?.cancel() as never
      if (response.ok) return response
      const { status, ok, headers: answered } = response
      const text = await readText(response, longestErrorBytes).catch(() => '')
      const requestId = answered.get('x-request-id') ?? undefined
      return readOutput(endpoint, { route, status, ok, requestId, headers: answered, text }) as never
    }

    const timeoutError = () => new TimeoutError(route, timeoutMs, outcome)
    const deadline = createDeadline(signal, timeoutMs, timeoutError)
    try {
      return await deadline.run(open, timeoutMs, timeoutError)
    } catch (error) {
      signal?.removeEventListener('abort', abort)
      controller.abort()
      throw isGreenroomError(error) ? redact(error, secrets) : error
    } finally {
      deadline.release()
    }
  }
}

/** Encodes a query in which each item of a list repeats its name. */
function queryOf(input: Readonly<Record<string, unknown>>): string {
  const query = Object.entries(input)
    .flatMap(([name, value]) => [value].flat().map((item) => encodeQuery({ [name]: item })))
    .filter(Boolean)
    .join('&')
  return query && `?${query}`
}
