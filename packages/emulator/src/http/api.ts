import type { AnyEndpoint } from '@greenroom/core'
import { createMatcher, decodeRequest, wrap } from '@greenroom/core/wire'
import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import type { FaultSource } from '../conditions/faults.ts'
import { injectFault, sleep } from '../conditions/inject-fault.ts'
import { createRateLimiter, type RateLimit } from '../conditions/rate-limit.ts'
import { cutText } from '../cut-text.ts'
import { withoutJson, withPlainFields, withPlainNames } from '../texml/request-aliases.ts'
import type { Service } from './handlers.ts'
import { inputRefusal } from './input-refusal.ts'
import { lenientInput } from './lenient.ts'
import { readBody } from './read-body.ts'
import { type ErrorShape, methodNotAllowed, Refusal, refusalResponse, refusals } from './refusal.ts'
import { rejectDeepNesting } from './reject-deep-nesting.ts'
import { createSecretTest, maxTextLength, type RequestLog, redact } from './request-log.ts'

/** Options of `createApi`. */
export interface ApiOptions {
  readonly services: readonly Service[]
  readonly clock: Clock
  readonly log: RequestLog
  /** The only API key that is accepted. Default: any. */
  readonly apiKey?: string | undefined
  /** Whether unknown fields are ignored, and numbers and booleans may be strings. */
  readonly lenient: boolean
  readonly faults: FaultSource
  /** Minimum duration of each call, in milliseconds. */
  readonly latencyMs?: number | undefined
  readonly rateLimit?: RateLimit | undefined
}

/** Returns a function that serves a request to a path below the API's base, refusals included. */
export function createApi(options: ApiOptions) {
  const { services, clock, log, lenient, faults, latencyMs } = options
  // Headers arrive without the line break that a key from a file may end with.
  const apiKey = options.apiKey?.trim()
  const allow = options.rateLimit && createRateLimiter(options.rateLimit, clock)
  const serviceOf = new Map(services.map((service) => [service.endpoint, service]))
  const match = createMatcher(serviceOf.keys())
  const isSecret = createSecretTest(services.flatMap(({ endpoint }) => endpoint.secrets ?? []))

  // Some paths are documented with `.json`, others without; the API accepts both.
  const find = (method: string, path: string) => {
    const direct = match(method, path)
    const shorter = direct?.endpoint.path.endsWith('.json') ? undefined : withoutJson(path)
    return (shorter === undefined ? undefined : match(method, shorter)) ?? direct
  }

  const respond = async (
    request: Request,
    path: string,
    query: URLSearchParams,
    record: RequestRecord,
  ): Promise<Response> => {
    const found = find(request.method, path)
    record.endpoint = found?.endpoint
    const fault = faults.take(request.method, path, found?.endpoint)
    if (latencyMs) await sleep(latencyMs, request.signal)
    const injected = fault?.when === 'before' ? await injectFault(fault, request.signal) : undefined
    if (injected) return injected
    const { endpoint, params } = found ?? noRoute(match, path)
    if (endpoint.auth !== 'none') authenticate(request, apiKey)
    const service = serviceOf.get(endpoint)
    const decoded = decodeRequest(endpoint, {
      params,
      query: withPlainNames(query),
      body: await readBody(request),
      contentType: request.headers.get('content-type'),
      anyEncoding: service?.anyEncoding,
    })
    if ('unreadable' in decoded) throw unreadable[decoded.unreadable]()
    rejectDeepNesting(decoded.input)
    const readable = service?.anyEncoding ? withPlainFields(decoded.input) : decoded.input
    const input = lenient ? lenientInput(endpoint.input, readable) : readable
    record.input = redact(input, isSecret)
    const parsed = v.safeParse(endpoint.input, input)
    if (!parsed.success) throw inputRefusal(endpoint, parsed.issues)
    const output = await service?.handle(parsed.output as never)
    const injectedAfter = fault?.when === 'after' ? await injectFault(fault, request.signal) : undefined
    if (injectedAfter) return injectedAfter
    const status = endpoint.success ?? 200
    if (status === 204) return new Response(null, { status })
    record.hasHeaders = true
    // A plain object of headers reaches the socket as is; the headers of `Response.json` are copied twice.
    const headers = { 'content-type': 'application/json', ...record.headers }
    return new Response(JSON.stringify(wrap(endpoint, output)), { status, headers })
  }

  return async (request: Request, path: string, query: URLSearchParams): Promise<Response> => {
    const id = crypto.randomUUID()
    const at = clock.timestamp()
    const allowance = allow?.()
    const headers = { 'x-request-id': id, ...allowance?.headers }
    const record: RequestRecord = { endpoint: undefined, input: {}, headers }
    const addToLog = (status: number) =>
      log.add({
        id,
        at,
        method: request.method,
        path: cutText(path + redactQuery(query, isSecret), maxTextLength),
        route: record.endpoint?.path ?? null,
        status,
        input: record.input,
      })
    const work =
      allowance?.allowed === false
        ? Promise.reject(refusals.tooManyRequests('Too many requests'))
        : respond(request, path, query, record)
    const response = await work.catch((error: unknown) => {
      if (error instanceof Refusal) {
        return refusalResponse(error, shapeOf(serviceOf.get(record.endpoint as never), error))
      }
      // A connection was dropped or the request was aborted: there is no response.
      addToLog(0)
      throw error
    })
    // A successful response has them already: setting them later costs as much as the response itself.
    if (!record.hasHeaders) {
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    }
    addToLog(response.status)
    return response
  }
}

/** What is known about a request, also if it fails later: for the log and the error's shape. */
interface RequestRecord {
  endpoint: AnyEndpoint | undefined
  input: unknown
  /** Headers of every response. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether the response has these headers already. */
  hasHeaders?: boolean
}

function noRoute(match: ReturnType<typeof createMatcher<AnyEndpoint>>, path: string): never {
  if (!isDecodable(path)) throw refusals.badEncoding('The path has an invalid percent escape')
  const methods = match.methods(path)
  throw methods.length > 0 ? methodNotAllowed(methods) : refusals.notFound('Unknown path')
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function authenticate(request: Request, apiKey: string | undefined): void {
  // A key may contain spaces, such as the placeholder `My API Key` of the vendor's examples.
  const key = /^Bearer +(\S.*)$/i.exec(request.headers.get('authorization') ?? '')?.[1]?.trimEnd()
  if (key === undefined)
    throw refusals.unauthenticated('The API key is missing. Send the header Authorization: Bearer KEY…')
  if (apiKey !== undefined && key !== apiKey) throw refusals.unauthenticated('The API key is not valid')
}

const unreadable = {
  'not-json': () => refusals.badRequest('The body is not JSON'),
  'not-an-object': () => refusals.badRequest('The body is not a JSON object'),
  'wrong-content-type': () =>
    refusals.unsupportedMediaType('This endpoint does not accept the Content-Type of the body'),
} as const

/**
 * Returns the shape of an error. The platform wraps 401 and 429; the others are as the endpoint describes
 * them.
 */
function shapeOf(service: Service | undefined, { status }: Refusal): ErrorShape {
  if (service === undefined || status === 401 || status === 429) return 'wrapped'
  return service.shapes[status] ?? service.shapes['4XX'] ?? 'wrapped'
}

function redactQuery(query: URLSearchParams, isSecret: (name: string) => boolean): string {
  if (query.size === 0) return ''
  const shown = new URLSearchParams()
  for (const [name, value] of query) shown.append(name, isSecret(name) ? '[secret]' : value)
  return `?${shown}`
}
