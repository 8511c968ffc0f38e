import ky from 'ky'
import * as v from 'valibot'
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
import { type Answer, outputOf } from './answer.ts'
import { readText } from './body.ts'
import { connectionError } from './connection.ts'
import { createDeadline } from './deadline.ts'
import { headersOf } from './headers.ts'
import { nextWaitMs } from './retry.ts'

const telnyx = 'https://api.telnyx.com/v2'
const longestBodyBytes = 10 << 20

/** Makes the one function that every call goes through: check, encode, send, read, and again where that is safe. */
export function createTransport(options: ClientOptions): Client['request'] {
  const baseUrl = (options.baseUrl ?? telnyx).replace(/\/+$/, '')
  const isWhole = URL.canParse(baseUrl)
  const { timeoutMs: usualTimeoutMs = 60_000, attemptTimeoutMs = 20_000, maxRetries = 2 } = options
  let calls = 0

  return async (
    endpoint: EndpointDefinition,
    input: unknown,
    callOptions: CallOptions = {},
  ): Promise<never> => {
    const route = routeOf(endpoint)
    const request = prepare(endpoint, route, input, callOptions)
    const url = (isWhole ? baseUrl : resolveBase(baseUrl)) + request.url
    const { timeoutMs = usualTimeoutMs, retry } = callOptions
    const startedAt = performance.now()
    const call = ++calls
    let attempt = 1
    /** Whether an attempt before may have acted. */
    let mayHaveActed = false
    /** What became of the attempt, as far as is known while it lasts. */
    let outcome: Outcome = 'unknown'

    const emit = (event: Unbased<ClientEvent>) => {
      try {
        options.onEvent?.({ call, method: endpoint.method, route, attempt, ...event })
      } catch {
        // A listener's fault is not the call's.
      }
    }

    const attemptOnce = async (signal: AbortSignal) => {
      const sentAt = performance.now()
      const headers = await headersOf(options, callOptions, request.contentType)
      if (baseUrl === telnyx && endpoint.auth !== 'none' && !headers['authorization']) {
        throw new ConfigError(`${route} needs an apiKey, or a gateway's baseUrl`)
      }
      let answer: Answer
      try {
        const response = await send(endpoint, url, request, headers, signal, options)
        if (signal.aborted) throw signal.reason
        const { status, ok } = response
        if (ok) outcome = 'accepted'
        callOptions.onResponse?.(response)
        const requestId = response.headers.get('x-request-id') ?? undefined
        const text = await readBody(response, endpoint)
        if (signal.aborted) throw signal.reason
        emit({ type: 'response', status, requestId, durationMs: performance.now() - sentAt })
        answer = { route, status, ok, requestId, headers: response.headers, text }
      } catch (error) {
        throw connectionError(route, error, outcome)
      }
      return outputOf(endpoint, answer, options.validate) as never
    }

    const late = () => new TimeoutError(route, timeoutMs, outcome)
    const deadline = createDeadline(callOptions.signal, timeoutMs, late)
    try {
      for (; ; attempt++) {
        outcome = 'unknown'
        try {
          emit({ type: 'request' })
          return await deadline.run(
            attemptOnce,
            attemptTimeoutMs,
            () => new TimeoutError(route, attemptTimeoutMs, outcome),
          )
        } catch (error) {
          if (!isGreenroomError(error)) throw error
          // What an earlier attempt may have deleted is gone, as was wanted.
          if (mayHaveActed && endpoint.method === 'DELETE' && isApiError(error) && error.status === 404) {
            return undefined as never
          }
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

/** An event without what all events of a call have. */
type Unbased<Event> = Event extends unknown ? Omit<Event, 'call' | 'method' | 'route' | 'attempt'> : never

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

function resolveBase(baseUrl: string): string {
  const origin = (globalThis as { location?: { origin?: string } }).location?.origin
  if (origin === undefined || origin === 'null') {
    throw new ConfigError(`baseUrl '${baseUrl}' is relative, without a location`)
  }
  return origin + baseUrl.replace(/^\/*\b/, '/')
}

function send(
  { method }: EndpointDefinition,
  url: string,
  { body }: WireRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
  options: ClientOptions,
): Promise<Response> {
  return ky(url, {
    method,
    // Followed redirects could take the key to another host.
    redirect: 'manual',
    timeout: false,
    retry: 0,
    throwHttpErrors: false,
    // Both given here: ky would join the signal with one of its own, and copy the headers three times, at each call.
    fetch: (request) => {
      const { headers: sent } = request as Request
      for (const [name, value] of Object.entries(headers)) sent.set(name, value)
      return (options.fetch ?? fetch)(request, { signal })
    },
    ...(body === undefined ? {} : { body }),
    // workerd has no such field, and refuses it even when it is undefined.
    ...(options.credentials ? { credentials: options.credentials } : {}),
  })
}

/** Reads a body; that of an error is worth reading, yet its status tells enough without it. */
async function readBody(response: Response, { success }: EndpointDefinition): Promise<string | undefined> {
  if (!response.ok) return readText(response, longestBodyBytes).catch(() => '')
  if (success !== 204) return readText(response, longestBodyBytes)
  response.body?.cancel().catch(() => undefined)
  return ''
}
