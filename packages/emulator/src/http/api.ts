import type { AnyEndpoint } from '@greenroom/core'
import { createMatcher, decodeRequest, wrap } from '@greenroom/core/wire'
import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import type { FaultSource } from '../conditions/faults.ts'
import { injectFault, sleep } from '../conditions/inject-fault.ts'
import { createRateLimiter, type RateLimit } from '../conditions/rate-limit.ts'
import { withoutJson, withoutLostObjects, withPlainNames } from '../texml/request-aliases.ts'
import type { Service } from './handlers.ts'
import { inputRefusal } from './input-refusal.ts'
import { withoutUnknown } from './lenient.ts'
import { readBody } from './read-body.ts'
import { type ErrorShape, methodNotAllowed, Refusal, refusalResponse, refusals } from './refusal.ts'
import { createSecretTest, type RequestLog, redact } from './request-log.ts'

/** How the API is served. */
export interface ApiOptions {
  readonly services: readonly Service[]
  readonly clock: Clock
  readonly log: RequestLog
  /** The only key that is taken; without it, any is. */
  readonly apiKey?: string | undefined
  /** Whether unknown fields are passed over rather than refused. */
  readonly lenient: boolean
  readonly faults: FaultSource
  /** How long each call takes at least, in milliseconds. */
  readonly latencyMs?: number | undefined
  readonly rateLimit?: RateLimit | undefined
}

/** Serves the API's paths, below its base: from the request to the response, refusals included. */
export function createApi(options: ApiOptions) {
  const { services, clock, log, apiKey, lenient, faults, latencyMs } = options
  const allow = options.rateLimit && createRateLimiter(options.rateLimit, clock)
  const serviceOf = new Map(services.map((service) => [service.endpoint, service]))
  const match = createMatcher(serviceOf.keys())
  const isSecret = createSecretTest(services.flatMap(({ endpoint }) => endpoint.secrets ?? []))

  /** What a path is for: one that ends in `.json` is so described, or is the same without it. */
  const find = (method: string, path: string) => {
    const direct = match(method, path)
    const shorter = direct?.endpoint.path.endsWith('.json') ? undefined : withoutJson(path)
    return (shorter === undefined ? undefined : match(method, shorter)) ?? direct
  }

  const answer = async (
    request: Request,
    path: string,
    query: URLSearchParams,
    seen: Seen,
  ): Promise<Response> => {
    const found = find(request.method, path)
    seen.endpoint = found?.endpoint
    const fault = faults.take(request.method, path, found?.endpoint)
    if (latencyMs) await sleep(latencyMs, request.signal)
    const failed = fault?.when === 'before' ? await injectFault(fault, request.signal) : undefined
    if (failed) return failed
    const { endpoint, params } = found ?? noRoute(match, path)
    if (endpoint.auth !== 'none') authenticate(request, apiKey)
    const decoded = decodeRequest(endpoint, {
      params,
      query: withPlainNames(query),
      body: await readBody(request),
      contentType: request.headers.get('content-type'),
    })
    if ('unreadable' in decoded) throw unreadable[decoded.unreadable]()
    const given = withoutLostObjects(decoded.input)
    const input = lenient ? withoutUnknown(endpoint.input, given) : given
    seen.input = redact(input, isSecret)
    const checked = v.safeParse(endpoint.input, input)
    if (!checked.success) throw inputRefusal(endpoint, checked.issues)
    const output = await serviceOf.get(endpoint)?.handle(checked.output as never)
    const failedAfter = fault?.when === 'after' ? await injectFault(fault, request.signal) : undefined
    if (failedAfter) return failedAfter
    const status = endpoint.success ?? 200
    if (status === 204) return new Response(null, { status })
    seen.answered = true
    // Plain headers reach the socket as they are; those of `Response.json` are copied twice on their way.
    const headers = { 'content-type': 'application/json', ...seen.headers }
    return new Response(JSON.stringify(wrap(endpoint, output)), { status, headers })
  }

  return async (request: Request, path: string, query: URLSearchParams): Promise<Response> => {
    const id = crypto.randomUUID()
    const at = clock.timestamp()
    const allowance = allow?.()
    const headers = { 'x-request-id': id, ...allowance?.headers }
    const seen: Seen = { endpoint: undefined, input: {}, headers }
    const note = (status: number) =>
      log.add({
        id,
        at,
        method: request.method,
        path: path + redactQuery(query, isSecret),
        route: seen.endpoint?.path ?? null,
        status,
        input: seen.input,
      })
    const work =
      allowance?.allowed === false
        ? Promise.reject(refusals.tooManyRequests('Too many requests'))
        : answer(request, path, query, seen)
    const response = await work.catch((error: unknown) => {
      if (error instanceof Refusal) {
        return refusalResponse(error, shapeOf(serviceOf.get(seen.endpoint as never), error))
      }
      // There was no answer.
      note(0)
      throw error
    })
    // An answer of success has them already: setting them later costs a server as much as the answer.
    if (!seen.answered) {
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    }
    note(response.status)
    return response
  }
}

/** What was found out about a request before it failed, for the log and the error's shape. */
interface Seen {
  endpoint: AnyEndpoint | undefined
  input: unknown
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether the answer is the endpoint's own, which has them. */
  answered?: boolean
}

function noRoute(match: ReturnType<typeof createMatcher<AnyEndpoint>>, path: string): never {
  if (!isDecodable(path)) throw refusals.badEncoding('The path has an escape that is not one')
  const methods = match.methods(path)
  throw methods.length > 0 ? methodNotAllowed(methods) : refusals.notFound('There is nothing at this path')
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
  const key = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (key === undefined) throw refusals.unauthenticated('No key was given: Authorization: Bearer KEY…')
  if (apiKey !== undefined && key !== apiKey) throw refusals.unauthenticated('The key is not valid')
}

const unreadable = {
  'not-json': () => refusals.badRequest('The body is not JSON'),
  'not-an-object': () => refusals.badRequest('The body is not a JSON object'),
  'wrong-content-type': () =>
    refusals.unsupportedMediaType('The body has another Content-Type than this endpoint takes'),
} as const

/** 401 and 429 are the platform's, and wrapped everywhere; the others as the endpoint's description has them. */
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
