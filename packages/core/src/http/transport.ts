import ky from 'ky'
import * as v from 'valibot'
import { checkNumbers } from '../check-numbers.ts'
import { routeOf } from '../endpoint.ts'
import {
  ConfigError,
  InputError,
  isApiError,
  isGreenroomError,
  type Outcome,
  TimeoutError,
} from '../errors.ts'
import type { CallOptions, Client, ClientEvent, ClientOptions, EndpointDefinition } from '../types.ts'
import { encodeRequest, type WireRequest } from '../wire/encode.ts'
import { problemsOf } from '../wire/problems.ts'
import { resolveBaseUrl } from './base-url.ts'
import { readText } from './body.ts'
import { connectionError } from './connection.ts'
import { createDeadline } from './deadline.ts'
import { headersOf, secretsOf } from './headers.ts'
import { type ReceivedResponse, readOutput } from './read-output.ts'
import { redact } from './redact.ts'
import { nextWaitMs } from './retry.ts'

/** The base URL of a client without one. */
export const telnyx = 'https://api.telnyx.com/v2'
const longestBodyBytes = 10 << 20

/** Creates the function that makes every call: it validates, encodes, sends, reads and safely retries. */
export function createTransport(options: ClientOptions): Client['request'] {
  const { timeoutMs: defaultTimeoutMs = 60_000, attemptTimeoutMs = 20_000, maxRetries = 2 } = options
  let calls = 0

  return async (
    endpoint: EndpointDefinition,
    input: unknown,
    callOptions: CallOptions = {},
  ): Promise<never> => {
    const route = routeOf(endpoint)
    const secrets: unknown[] = [
      options.apiKey,
      ...(endpoint.secrets ?? []).map((name) => Object(input)[name]),
    ]
    let request: WireRequest
    try {
      request = prepare(endpoint, route, input, callOptions)
    } catch (error) {
      throw redact(error as InputError, secrets)
    }
    const baseUrl = resolveBaseUrl(options.baseUrl ?? telnyx)
    const { timeoutMs = defaultTimeoutMs, retry } = callOptions
    checkNumbers({ timeoutMs }, 1, Number.POSITIVE_INFINITY)
    const startedAt = performance.now()
    const call = ++calls
    let attempt = 1
    /** Whether an earlier attempt may have acted. */
    let mayHaveActed = false
    /** The outcome of the current attempt, as far as it is known. */
    let outcome: Outcome = 'not-sent'

    const emit = (event: WithoutCallFields<ClientEvent>) => {
      try {
        options.onEvent?.({ call, method: endpoint.method, route, attempt, ...event })
      } catch {
        // A listener that throws must not fail the call.
      }
    }

    const attemptOnce = async (signal: AbortSignal) => {
      const sentAt = performance.now()
      const headers = await headersOf(options, callOptions, request.contentType)
      if (baseUrl === telnyx && endpoint.auth !== 'none' && !headers['authorization']) {
        throw new ConfigError(`${route} needs an apiKey or a gateway's baseUrl`)
      }
      secrets.push(...secretsOf(headers))
      // Headers that came too late must not be sent: the call has failed as not sent.
      if (signal.aborted) throw signal.reason
      outcome = 'unknown'
      let received: ReceivedResponse
      try {
        const response = await send(endpoint, baseUrl, request, headers, signal, options)
        if (signal.aborted) throw signal.reason
        const { status, ok } = response
        if (ok) outcome = 'accepted'
        callOptions.onResponse?.(response)
        const requestId = response.headers.get('x-request-id') ?? undefined
        const text = await readBody(response, endpoint)
        if (signal.aborted) throw signal.reason
        emit({
          type: 'response',
          status,
          requestId: requestId && redact(requestId, options.onEvent ? secrets : []),
          durationMs: performance.now() - sentAt,
        })
        received = { route, status, ok, requestId, headers: response.headers, text }
      } catch (error) {
        throw connectionError(route, error, outcome)
      }
      return readOutput(endpoint, received, options.validate) as never
    }

    const timeoutError = () => new TimeoutError(route, timeoutMs, outcome)
    const deadline = createDeadline(callOptions.signal, timeoutMs, timeoutError)
    try {
      for (; ; attempt++) {
        outcome = 'not-sent'
        try {
          emit({ type: 'request' })
          return await deadline.run(
            attemptOnce,
            attemptTimeoutMs,
            () => new TimeoutError(route, attemptTimeoutMs, outcome),
          )
        } catch (error) {
          if (!isGreenroomError(error)) throw error
          redact(error, secrets)
          // An earlier attempt may have deleted the resource, so a 404 is a success.
          if (mayHaveActed && endpoint.method === 'DELETE' && isApiError(error) && error.status === 404) {
            return undefined as never
          }
          if (mayHaveActed && endpoint.method !== 'GET' && error.outcome !== 'accepted')
            Object.assign(error, { outcome: 'unknown' })
          mayHaveActed ||= error.outcome === 'unknown' || error.outcome === 'accepted'
          const policy = { maxRetries, retry, random: Math.random }
          const waitMs = nextWaitMs(endpoint, error, attempt, policy)
          if (waitMs === undefined || waitMs >= deadline.leftMs()) throw error
          emit({ type: 'retry', waitMs, error })
          await deadline.wait(waitMs)
        }
      }
    } catch (error) {
      emit({ type: 'error', error, durationMs: performance.now() - startedAt })
      throw error
    } finally {
      deadline.release()
    }
  }
}

/** An event without the fields that all events of a call have. */
type WithoutCallFields<Event> = Event extends unknown
  ? Omit<Event, 'call' | 'method' | 'route' | 'attempt'>
  : never

function prepare(
  endpoint: EndpointDefinition,
  route: string,
  input: unknown,
  options: CallOptions,
): WireRequest {
  const problem = endpoint.guard?.(input, options)
  if (problem) throw new InputError(route, [problem])
  const checked = v.safeParse(endpoint.input, input)
  if (!checked.success) throw new InputError(route, problemsOf(checked.issues, endpoint.secrets))
  return encodeRequest(endpoint, checked.output as Record<string, unknown>, options.extra)
}

/** Sends one request. The signal ends it, its response body included. */
export function send(
  { method }: EndpointDefinition,
  baseUrl: string,
  { url, body }: WireRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
  options: ClientOptions,
): Promise<Response> {
  return ky(baseUrl + url, {
    method,
    // A followed redirect could send the key to another host.
    redirect: 'manual',
    timeout: false,
    retry: 0,
    throwHttpErrors: false,
    // Headers and signal are passed here because ky would combine the signal with its own, and copy the
    // headers three times, for each call.
    fetch: (request) => {
      const target = (request as Request).headers
      for (const [name, value] of Object.entries(headers)) target.set(name, value)
      return (options.fetch ?? fetch)(request as Request, { signal })
    },
    ...(body === undefined ? {} : { body }),
    // workerd does not support this field, and rejects it even if it is undefined.
    ...(options.credentials ? { credentials: options.credentials } : {}),
  })
}

/** Reads a response's body. If an error's body cannot be read, its status is enough. */
async function readBody(response: Response, { success }: EndpointDefinition): Promise<string | undefined> {
  if (!response.ok) return readText(response, longestBodyBytes).catch(() => '')
  if (success !== 204) return readText(response, longestBodyBytes)
  response.body?.cancel?.().catch(() => undefined)
  return ''
}
