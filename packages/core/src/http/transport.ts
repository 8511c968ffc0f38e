import ky from 'ky'
import * as v from 'valibot'
import { checkNumbers } from '../check-numbers.ts'
import { routeOf } from '../endpoint.ts'
import {
  ConfigError,
  type GreenroomError,
  InputError,
  isApiError,
  isGreenroomError,
  type Outcome,
  TimeoutError,
} from '../errors.ts'
import type { CallOptions, Client, ClientEvent, ClientOptions, EndpointDefinition } from '../types.ts'
import { encodeRequest, encodeStream, type WireRequest } from '../wire/encode.ts'
import { problemsOf } from '../wire/problems.ts'
import { resolveBaseUrl } from './base-url.ts'
import { readText } from './body.ts'
import { connectionError } from './connection.ts'
import { createDeadline } from './deadline.ts'
import { headersOf, secretsOf } from './headers.ts'
import { readOutput, requestIdOf } from './read-output.ts'
import { redact } from './redact.ts'
import { mayHaveActed, nextWaitMs } from './retry.ts'

/** The base URL of a client without one. */
const telnyx = 'https://api.telnyx.com/v2'
const longestBodyBytes = 10 << 20

/** Creates the functions that make every call: they validate, encode, send, read and safely retry. */
export function createTransport(options: ClientOptions): Client {
  const { timeoutMs: defaultTimeoutMs = 60_000, attemptTimeoutMs = 20_000, maxRetries = 2 } = options
  let calls = 0

  const call = async (
    endpoint: EndpointDefinition,
    input: unknown,
    callOptions: CallOptions = {},
    isStream = false,
  ): Promise<never> => {
    const { timeoutMs = isStream ? attemptTimeoutMs : defaultTimeoutMs, retry } = callOptions
    checkNumbers({ timeoutMs }, 1, Number.POSITIVE_INFINITY)
    const route = routeOf(endpoint)
    /** The headers of the current attempt. */
    let headers: Record<string, string> = {}
    const hideSecrets = <T extends GreenroomError | string | undefined>(value: T): T =>
      redact(value, [
        options.apiKey,
        ...(endpoint.secrets ?? []).map((name) => Object(input)[name]),
        ...secretsOf(headers),
      ])
    const startedAt = performance.now()
    const call = ++calls
    let attempt = 1
    /** Whether an earlier attempt may have acted. */
    let isUncertain = false
    /** The outcome of the current attempt, as far as it is known. */
    let outcome: Outcome
    /** Whether the call resolved to an open response, which the caller's signal still ends. */
    let isOpen = false

    const emit = (event: WithoutCallFields<ClientEvent>) => {
      try {
        options.onEvent?.({ call, method: endpoint.method, route, attempt, ...event })
      } catch {
        // A listener that throws must not fail the call.
      }
    }
    const failConnection = (error: unknown) => {
      throw connectionError(route, error, outcome)
    }

    const attemptOnce = async (signal: AbortSignal): Promise<never> => {
      const request = isStream ? encodeStream(endpoint, input) : prepare(endpoint, route, input, callOptions)
      const baseUrl = resolveBaseUrl(options.baseUrl ?? telnyx)
      const sentAt = performance.now()
      headers = await headersOf(options, callOptions, request.contentType)
      if (isStream) headers['accept'] = 'text/event-stream'
      if (baseUrl === telnyx && endpoint.auth !== 'none' && !headers['authorization']) {
        throw new ConfigError(`${route} needs an apiKey or a gateway's baseUrl`)
      }
      // Headers that came too late must not be sent: the call has failed as not sent.
      if (signal.aborted) throw signal.reason
      emit({ type: 'request' })
      outcome = 'unknown'
      const response = await send(endpoint, baseUrl, request, headers, signal, options).catch(failConnection)
      // A fetch that ignores signals would leave a body open that nothing reads.
      if (signal.aborted) return cancelBody(response) as never
      if (response.ok) outcome = 'accepted'
      callOptions.onResponse?.(response)
      isOpen = isStream && response.ok
      const text = isOpen ? '' : await readBody(response, endpoint).catch(failConnection)
      if (signal.aborted) throw signal.reason
      emit({
        type: 'response',
        status: response.status,
        requestId: options.onEvent && hideSecrets(requestIdOf(response)),
        durationMs: performance.now() - sentAt,
      })
      return (isOpen ? response : readOutput(endpoint, response, text, options.validate)) as never
    }

    const deadline = createDeadline(
      callOptions.signal,
      timeoutMs,
      (limitMs) => new TimeoutError(route, limitMs, outcome),
    )
    try {
      for (; ; attempt++) {
        outcome = 'not-sent'
        try {
          return await deadline.run(attemptOnce, isStream ? timeoutMs : attemptTimeoutMs)
        } catch (error) {
          if (!isGreenroomError(error)) throw error
          hideSecrets(error)
          // An earlier attempt may have deleted the resource, so a 404 is a success.
          if (isUncertain && endpoint.method === 'DELETE' && isApiError(error) && error.status === 404) {
            return undefined as never
          }
          if (isUncertain && endpoint.method !== 'GET' && error.outcome !== 'accepted')
            Object.assign(error, { outcome: 'unknown' })
          isUncertain ||= mayHaveActed(error)
          const policy = { maxRetries, retry: isStream ? 'never' : retry, random: Math.random } as const
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
      if (!isOpen) deadline.release()
    }
  }
  return {
    request: (endpoint, input, callOptions) => call(endpoint, input, callOptions),
    // A stream's input and response have no schema.
    stream: (endpoint, input, streamOptions) =>
      call(endpoint as EndpointDefinition, input, streamOptions, true),
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
function send(
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
    body: body ?? null,
    // workerd does not support this field, and rejects it even if it is undefined.
    ...(options.credentials && { credentials: options.credentials }),
  })
}

/** Reads a response's body. If an error's body cannot be read, its status is enough. */
async function readBody(response: Response, { success }: EndpointDefinition): Promise<string | undefined> {
  if (!response.ok) return readText(response, longestBodyBytes).catch(() => '')
  if (success !== 204) return readText(response, longestBodyBytes)
  cancelBody(response)
  return ''
}

function cancelBody({ body }: Response): void {
  body?.cancel?.().catch(() => undefined)
}
