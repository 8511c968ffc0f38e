import type { AnyEndpoint, RequestOptions } from '@greenroom/core'
import { retrieveContextKeys } from '@greenroom/core/identity'
import { wrap } from '@greenroom/core/wire'
import { decide } from './call/authorize.ts'
import { type Call, createCall, severalRooms } from './call/call.ts'
import { decideEach } from './call/decide-each.ts'
import { readInput } from './call/read-input.ts'
import type { RequestContext } from './call/request-context.ts'
import { namedResources } from './call/resources.ts'
import { createRoomFinder } from './call/room-finder.ts'
import { scopeTo } from './call/room-scope.ts'
import { createCallbackFilter } from './callback-fields.ts'
import { checkOptions } from './check-options.ts'
import { copyResponse, isResponse } from './http/any-response.ts'
import { createOriginPolicy, isPreflight } from './http/origin-policy.ts'
import { createRoutes } from './http/routes.ts'
import { createContexts } from './identity/contexts.ts'
import { createJoinTokens } from './join-tokens/join-tokens.ts'
import { createLimits } from './limits/limits.ts'
import type { GatewayOptions } from './options.ts'
import { createRefusalNotifier } from './refusals/notify-refusal.ts'
import { problem, Refusal } from './refusals/refusal.ts'
import { refusals } from './refusals/refusals.ts'
import { createServices } from './services.ts'
import { ownUpdates } from './updates/own-updates.ts'
import { createUpdates } from './updates/updates.ts'
import { createUpstream, type Upstream } from './upstream/upstream.ts'
import { withWebhookUrl } from './webhooks/webhook-url.ts'
import { createWebhooks, type WaitUntil } from './webhooks/webhooks.ts'

/** A gateway: serves requests in Workers, Deno, Bun, Node and Hono, and can be a client's `fetch`. */
export interface Gateway {
  /**
   * `context` is a Worker's third argument. With its `waitUntil`, webhook responses do not wait for
   * the handler.
   */
  (request: Request, env?: unknown, context?: Partial<WaitUntil>): Promise<Response>
  (input: string | URL | Request, init?: RequestOptions): Promise<Response>
}

/**
 * Creates a gateway. It adds the API key to the calls that `authorize` grants, and returns join tokens. Their
 * refresh tokens stay at the edge. Its promise never rejects, and it never responds with 500.
 *
 * Creating it only validates the options, so it can be called at the top level of a Worker's module.
 *
 * @throws {ConfigError} for invalid options.
 *
 * @example
 * ```ts
 * import { rooms } from '@greenroom/core/video'
 * import { createGateway } from '@greenroom/edge'
 *
 * declare const env: { TELNYX_API_KEY: string; GATEWAY_SECRET: string }
 * declare function userOf(request: Request): Promise<{ id: string } | null>
 *
 * const gateway = createGateway({
 *   apiKey: env.TELNYX_API_KEY,
 *   secret: env.GATEWAY_SECRET,
 *   audience: 'https://app.example',
 *   basePath: '/telnyx',
 *   expose: [rooms.retrieve, rooms.createJoinToken, rooms.refreshJoinToken],
 *   authorize: async (request) => {
 *     const user = await userOf(request)
 *     return user && { user: user.id }
 *   },
 * })
 *
 * export default { fetch: gateway }
 * ```
 */
export function createGateway(options: GatewayOptions): Gateway {
  const settings = checkOptions(options)
  const { basePath, authorize, publicOrigin } = settings
  const origins = createOriginPolicy({ origins: settings.origins, publicOrigin })
  const limits = createLimits(settings.limits)
  const upstream = createUpstream(settings)
  const contexts = createContexts(settings)
  const services = createServices(upstream, createJoinTokens(upstream, contexts, settings))
  const notifyRefusal = createRefusalNotifier(settings)
  const updates = createUpdates(settings, notifyRefusal)
  const endpoints = [...settings.expose.map(services.endpointFor), ...(updates ? [updates.endpoint] : [])]
  const methods = new Set(endpoints.map(({ method }) => method))
  const route = createRoutes(basePath, endpoints)
  const webhooks = createWebhooks(settings, notifyRefusal, updates?.publishEvent)
  const keysPath = basePath + retrieveContextKeys.path
  const roomFinder = createRoomFinder()
  const callbackFilters = new Map(endpoints.map((each) => [each, createCallbackFilter(each)]))

  const serveKeys = async ({ method }: Request) => {
    if (method !== 'GET') throw refusals.methodNotAllowed(['GET'])
    return Response.json(await contexts.keySet())
  }
  const answer = async (
    requestContext: RequestContext,
    requestId: string,
    context: WaitUntil | undefined,
  ): Promise<Response> => {
    const { request } = requestContext
    await limits.admitAddress(request)
    const pathname = pathOf(request)
    if (webhooks && request.method === 'POST' && pathname === `${basePath}/webhooks`) {
      return webhooks(request, context, requestId)
    }
    if (!origins.admits(request)) throw refusals.crossOrigin(origins.explain(request))
    if (isPreflight(request)) return origins.preflight(request, methods)
    if (pathname === keysPath) return serveKeys(request)
    const { endpoint, params } = route(request.method, pathname)
    const { input, references } = await readInput(request, { endpoint, params }, settings)
    let isUserCounted = false
    const lookUp: Upstream = async (...args) => {
      if (!isUserCounted) await limits.admitLookUp(request)
      return upstream(...args)
    }
    const resources = namedResources(endpoint, references, roomFinder(lookUp))
    const call = createCall(endpoint, withWebhookUrl(endpoint, input, settings.webhooks?.url), resources)
    const decideRooms = (error: unknown) => {
      const isOfSeveral = error instanceof Refusal && error.cause === severalRooms
      if (!isOfSeveral || !updates || !call.is(updates.endpoint)) throw error
      const calls = references.map(({ value, ...reference }): [string, Call] => {
        const named = namedResources(endpoint, [{ ...reference, value }], roomFinder(lookUp))
        return [String(value), createCall(endpoint, { room_id: value }, named)]
      })
      return decideEach(authorize, request, new Map(calls))
    }
    const result = await decide(authorize, request, call).catch(decideRooms)
    if (isResponse(result)) return copyResponse(result)
    await limits.admitUser(result.user)
    isUserCounted = true
    const scope = await scopeTo(call, resources, result.rooms)
    if (updates && call.is(updates.endpoint)) return updates.serve(call, result, request, requestId)
    const makeUpdates = updates && ownUpdates(call, resources, settings.now)
    const output = scope(await services.serve(call, result, requestContext))
    if (makeUpdates) await updates.publishOwn(await makeUpdates(output), requestId)
    return encode(endpoint, callbackFilters.get(endpoint)?.(output))
  }

  return async (input: string | URL | Request, initOrEnv?: unknown, context?: Partial<WaitUntil>) => {
    // The second argument that a server passes with a `Request` (such as `env`) is not an `init`.
    // By its shape, because a `Request` can be of another realm or class.
    const request =
      'url' in Object(input) ? (input as Request) : new Request(String(input), Object(initOrEnv))
    const requestId = crypto.randomUUID()
    const requestContext: RequestContext = { request, setCookies: [] }
    const waiting = context?.waitUntil ? (context as WaitUntil) : undefined
    try {
      const response = await answer(requestContext, requestId, waiting)
      return finish(response, origins.headersFor(request), requestId, requestContext)
    } catch (error) {
      const { init, cause } = error instanceof Refusal ? error : refusals.unavailable(error)
      void notifyRefusal({ status: init.status, code: init.code, requestId, cause })
      return finish(problem(init, requestId), origins.headersFor(request), requestId, requestContext)
    }
  }
}

/** Returns the request's path; empty, which matches no route, if the `Host` made the URL invalid. */
function pathOf({ url }: Request): string {
  return URL.parse(url)?.pathname ?? ''
}

function encode(endpoint: AnyEndpoint, output: unknown): Response {
  const status = endpoint.success ?? 200
  return status === 204 ? new Response(null, { status }) : Response.json(wrap(endpoint, output), { status })
}

/** Adds the headers of every response, including one that `authorize` returned. */
function finish(
  response: Response,
  cors: Readonly<Record<string, string>>,
  requestId: string,
  { setCookies }: RequestContext,
): Response {
  const { headers } = response
  for (const [name, value] of Object.entries(cors)) {
    if (name === 'vary') headers.append(name, value)
    else headers.set(name, value)
  }
  for (const cookie of setCookies) headers.append('set-cookie', cookie)
  headers.set('cache-control', 'no-store')
  headers.set('x-request-id', requestId)
  return response
}
