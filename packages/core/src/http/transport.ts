import ky, { isNetworkError } from 'ky'
import * as v from 'valibot'
import type { Client, ClientOptions } from '../client.ts'
import { type AnyDefinition, type CallOptions, routeOf } from '../endpoint.ts'
import {
  AnswerError,
  ApiError,
  ConfigError,
  ConnectionError,
  type GreenroomError,
  InputError,
  isGreenroomError,
  type Outcome,
  TimeoutError,
} from '../errors.ts'
import type { ClientEvent } from '../events.ts'
import { encodeRequest, type WireRequest } from '../wire/encode.ts'
import { unwrap } from '../wire/envelope.ts'
import { problemsOf } from '../wire/problems.ts'
import { BodyTooLarge, readText } from './body.ts'
import { type Cancellation, createCancellation } from './cancellation.ts'
import { readError } from './read-error.ts'
import { nextWaitMs, retryAfterMs } from './retry.ts'

export const defaultBaseUrl = 'https://api.telnyx.com/v2'
const longestBodyBytes = 10 * 1024 * 1024

/** Makes the one function that every call goes through: check, encode, send, read, and again where that is safe. */
export function createTransport(options: ClientOptions): Client['request'] {
  const baseUrl = (options.baseUrl ?? defaultBaseUrl).replace(/\/+$/, '')
  const callTimeoutMs = options.timeoutMs ?? 60_000
  const attemptTimeoutMs = options.attemptTimeoutMs ?? 20_000
  const maxRetries = options.maxRetries ?? 2

  const emit = (event: ClientEvent) => {
    try {
      options.onEvent?.(event)
    } catch {
      // A listener's fault is not the call's.
    }
  }

  return async (endpoint: AnyDefinition, input: unknown, callOptions: CallOptions = {}) => {
    const route = routeOf(endpoint)
    const request = prepare(endpoint, route, input, callOptions)
    const url = resolveBase(baseUrl) + request.url
    const timeoutMs = callOptions.timeoutMs ?? callTimeoutMs
    const startedAt = performance.now()
    const about = (attempt: number) => ({ method: endpoint.method, route, attempt })

    const call = createCancellation(callOptions.signal, timeoutMs, () => new TimeoutError(route, timeoutMs))
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          emit({ type: 'request', ...about(attempt) })
          return await attemptOnce(endpoint, route, url, request, callOptions, call, about(attempt))
        } catch (error) {
          if (!isGreenroomError(error)) throw error
          const waitMs = nextWaitMs(endpoint, error, attempt, {
            maxRetries,
            retry: callOptions.retry,
            random: Math.random,
          })
          const leftMs = timeoutMs - (performance.now() - startedAt)
          if (waitMs === undefined || waitMs >= leftMs || call.signal.aborted) {
            emit({ type: 'error', ...about(attempt), error, durationMs: performance.now() - startedAt })
            throw error
          }
          emit({ type: 'retry', ...about(attempt), waitMs, error })
          await call.wait(waitMs)
        }
      }
    } finally {
      call.release()
    }
  }

  function prepare(
    endpoint: AnyDefinition,
    route: string,
    input: unknown,
    callOptions: CallOptions,
  ): WireRequest {
    const refused = endpoint.guard?.(input, callOptions)
    if (refused !== undefined) {
      throw new InputError(route, [{ pointer: '', expected: refused, received: 'nothing of it' }])
    }
    const checked = v.safeParse(endpoint.input, input)
    if (!checked.success) throw new InputError(route, problemsOf(checked.issues, endpoint.secrets))
    const request = encodeRequest(endpoint, checked.output as Record<string, unknown>, callOptions.extra)
    if ('problem' in request) throw new InputError(route, [request.problem])
    return request
  }

  async function attemptOnce(
    endpoint: AnyDefinition,
    route: string,
    url: string,
    request: WireRequest,
    callOptions: CallOptions,
    call: Cancellation,
    about: Pick<ClientEvent, 'method' | 'route' | 'attempt'>,
  ): Promise<never> {
    const startedAt = performance.now()
    let outcome: Outcome = 'unknown'
    const attempt = createCancellation(
      call.signal,
      attemptTimeoutMs,
      () => new TimeoutError(route, attemptTimeoutMs, outcome),
    )
    try {
      attempt.signal.throwIfAborted()
      const headers = await attempt.race(headersOf(endpoint, request, callOptions))
      const response = await attempt.race(send(endpoint, url, request, headers, attempt.signal))
      if (response.ok) outcome = 'accepted'
      const text = await attempt.race(read(response, endpoint))
      const requestId = response.headers.get('x-request-id') ?? undefined
      emit({
        type: 'response',
        ...about,
        status: response.status,
        durationMs: performance.now() - startedAt,
        requestId,
      })
      if (!response.ok) throw errorOf(route, response, text, requestId)
      return answerOf(endpoint, route, response.status, text, requestId) as never
    } catch (error) {
      if (isGreenroomError(error) || attempt.signal.aborted) throw error
      if (error instanceof BodyTooLarge) {
        const problem = { pointer: '', expected: `at most ${longestBodyBytes} bytes`, received: 'more' }
        throw new AnswerError(route, { status: 200, outcome, problems: [problem] })
      }
      throw new ConnectionError(route, {
        outcome: wasNotSent(error) ? 'not-sent' : outcome,
        cause: bareCause(error),
      })
    } finally {
      attempt.release()
    }
  }

  async function headersOf(
    endpoint: AnyDefinition,
    request: WireRequest,
    callOptions: CallOptions,
  ): Promise<Headers> {
    const given = typeof options.headers === 'function' ? await options.headers() : options.headers
    const headers = new Headers(given)
    if (callOptions.headers) {
      new Headers(callOptions.headers).forEach((value, name) => {
        headers.set(name, value)
      })
    }
    headers.set('accept', 'application/json')
    if (request.contentType) headers.set('content-type', request.contentType)
    if (!headers.has('authorization')) {
      if (options.apiKey) headers.set('authorization', `Bearer ${options.apiKey}`)
      else if (baseUrl === defaultBaseUrl && endpoint.auth !== 'none') {
        throw new ConfigError(
          `${routeOf(endpoint)} needs an apiKey, or the baseUrl of a gateway that has one`,
        )
      }
    }
    return headers
  }

  function send(
    endpoint: AnyDefinition,
    url: string,
    request: WireRequest,
    headers: Headers,
    signal: AbortSignal,
  ): Promise<Response> {
    return ky(url, {
      method: endpoint.method,
      headers,
      signal,
      // Followed redirects could take the key to another host.
      redirect: 'manual',
      timeout: false,
      retry: 0,
      throwHttpErrors: false,
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(options.fetch ? { fetch: options.fetch } : {}),
      // workerd has no such field, and refuses it even when it is undefined.
      ...(options.credentials ? { credentials: options.credentials } : {}),
    })
  }

  function answerOf(
    endpoint: AnyDefinition,
    route: string,
    status: number,
    text: string,
    requestId: string | undefined,
  ): unknown {
    if (endpoint.success === 204) return undefined
    const unreadable = (expected: string, received: string) =>
      new AnswerError(route, {
        status,
        requestId,
        outcome: 'accepted',
        problems: [{ pointer: '', expected, received }],
      })
    if (text === '') throw unreadable('a JSON body', 'an empty one')
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      throw unreadable('a JSON body', 'a text that is none')
    }
    const output = unwrap(endpoint, body)
    const mode = options.validate ?? 'throw'
    if (mode === 'off') return output
    const checked = v.safeParse(endpoint.output, output)
    if (checked.success) return checked.output
    const error = new AnswerError(route, {
      status,
      requestId,
      outcome: 'accepted',
      problems: problemsOf(checked.issues, 'all'),
    })
    if (mode === 'throw') throw error
    console.warn(error.message)
    return output
  }
}

/** Reads a body; that of an error is worth reading, yet its status tells enough without it. */
async function read(response: Response, endpoint: AnyDefinition): Promise<string> {
  if (response.ok && endpoint.success === 204) {
    void response.body?.cancel().catch(() => undefined)
    return ''
  }
  const text = readText(response, longestBodyBytes)
  return response.ok ? text : text.catch(() => '')
}

function errorOf(
  route: string,
  response: Response,
  text: string,
  requestId: string | undefined,
): GreenroomError {
  const { status, headers } = response
  const { retryAfterMs: inBody, ...reading } = readError(text)
  const asked = retryAfterMs(headers, status, Date.now()) ?? inBody
  const redirected = response.type === 'opaqueredirect' || (status >= 300 && status < 400)
  const didNotAct =
    (status >= 400 && status < 500 && status !== 408) || (status === 503 && asked !== undefined)
  return new ApiError({
    route,
    status,
    ...reading,
    ...(redirected
      ? { code: 'redirect', detail: 'it redirects elsewhere, and redirects are not followed' }
      : {}),
    requestId,
    retryAfterMs: asked,
    outcome: didNotAct ? 'rejected' : 'unknown',
  })
}

function resolveBase(baseUrl: string): string {
  if (!baseUrl.startsWith('/')) return baseUrl
  const origin = (globalThis as { location?: { origin?: string } }).location?.origin
  if (origin === undefined || origin === 'null') {
    throw new ConfigError(`baseUrl '${baseUrl}' is relative, and there is no location to resolve it against`)
  }
  return origin + baseUrl
}

/** The platform's own failure: ky's holds the request, and with it the key. */
function bareCause(error: unknown): unknown {
  return isNetworkError(error) ? error.cause : error
}

const connectFailures = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
])

/** Whether a failure shows that no connection was ever made; each runtime says so in its own way. */
function wasNotSent(error: unknown): boolean {
  let at: unknown = error
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    const { code, message, cause } = at as { code?: unknown; message?: unknown; cause?: unknown }
    if (typeof code === 'string' && connectFailures.has(code)) return true
    if (typeof message === 'string' && /connection refused|ECONNREFUSED/i.test(message)) return true
    at = cause
  }
  return false
}
