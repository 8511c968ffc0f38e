import { type AnyEndpoint, createClient, isGreenroomError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createMatcher, type Match, wrap } from '@greenroom/core/wire'
import { type Call, createCall } from './call.ts'
import { createDoor, seal } from './door.ts'
import { type Grant, isDenial } from './grant.ts'
import { createHandles } from './handle.ts'
import { createJoinTokens } from './join-tokens.ts'
import { checkOptions, type GatewayOptions } from './options.ts'
import { problemResponse, Refusal, refusals } from './problem.ts'
import { readInput } from './read-input.ts'
import { withinRooms, withoutWebhookFields } from './redact.ts'
import { upstreamRefusal } from './upstream.ts'

/** Answers a request; it never rejects. */
export type Gateway = (request: Request) => Promise<Response>

/**
 * Makes a gateway: it speaks the API's own paths, keeps the key, and lets through what it exposes to whom
 * `authorize` grants it. It does nothing when made, so it may stand at the top of a Worker's module.
 *
 * @throws {ConfigError} for a short secret, a base path that is none, an empty `expose`.
 *
 * @example
 * ```ts
 * import { rooms, roomSessions } from '@greenroom/core/video'
 * import { createGateway } from '@greenroom/edge'
 *
 * declare function userOf(request: Request): Promise<{ id: string; name: string } | undefined>
 *
 * const gateway = createGateway({
 *   apiKey: 'KEY…',
 *   secret: 'at least thirty-two bytes that nobody knows',
 *   audience: 'https://app.example',
 *   basePath: '/telnyx',
 *   expose: [rooms.createJoinToken, rooms.refreshJoinToken, rooms.retrieve, roomSessions.listByRoom],
 *   authorize: async (request) => {
 *     const user = await userOf(request)
 *     return user ? { user: user.id, tokenTtlSecs: 600, claims: { name: user.name } } : null
 *   },
 * })
 *
 * export default { fetch: gateway }
 * ```
 */
export function createGateway(options: GatewayOptions): Gateway {
  const secrets = checkOptions(options)
  const timeoutMs = options.timeoutMs ?? 10_000
  const client = createClient({
    apiKey: options.apiKey,
    baseUrl: options.baseUrl,
    fetch: options.fetch,
    timeoutMs,
    // One more try at the most: many pages behind one gateway would make a storm of more.
    maxRetries: 1,
  })
  const door = createDoor(options.origins ?? [], options.publicOrigin)
  const handles = createHandles(secrets, options.audience, Date.now)
  const joinTokens = createJoinTokens(client, handles, Date.now, { timeoutMs })
  const match = createMatcher<AnyEndpoint>(options.expose)
  const prefix = `${options.basePath}/`

  const answer = async (request: Request, { endpoint, params }: Match<AnyEndpoint>): Promise<Response> => {
    const input = await readInput(endpoint, params, request, options.allowWebhookFields ?? false)
    const call = createCall(endpoint, input, client)
    const grant = await authorize(request, call)
    if (grant instanceof Response) return grant
    await requireRoom(call, grant)
    const output = withinRooms(endpoint, await run(call, grant), grant)
    const status = endpoint.success ?? 200
    if (status === 204) return new Response(null, { status })
    return Response.json(withoutWebhookFields(wrap(endpoint, output as never)), { status })
  }

  const route = (request: Request): Match<AnyEndpoint> => {
    const { pathname } = new URL(request.url)
    const path = pathname.startsWith(prefix) ? pathname.slice(options.basePath.length) : ''
    // An escaped slash could mean one path here and another one behind.
    const found = /%2f|%5c/i.test(path) ? undefined : match(request.method, path)
    if (found) return found
    const methods = match.methods(path)
    if (methods.length === 0) throw refusals.notFound()
    throw refusals.methodNotAllowed({ headers: { allow: methods.join(', ') } })
  }

  const authorize = async (request: Request, call: Call): Promise<Grant | Response> => {
    const verdict = await (async () => options.authorize(request, call))().catch((error: unknown) => {
      // What the app's own check failed with is for its log, not for the page.
      if (isGreenroomError(error)) throw upstreamRefusal(call.endpoint, error)
      console.error('authorize failed:', error)
      throw refusals.unavailable()
    })
    if (verdict === null || verdict === undefined) throw refusals.signedOut()
    if (verdict instanceof Response) return verdict
    if (isDenial(verdict)) throw verdict.revoked ? refusals.revoked() : refusals.denied()
    return verdict
  }

  const requireRoom = async (call: Call, { rooms: isAllowed }: Grant): Promise<void> => {
    if (isAllowed === undefined) return
    const room = await call.room_id()
    if (room !== undefined && !isAllowed(room)) throw refusals.denied()
  }

  const run = (call: Call, grant: Grant): Promise<unknown> => {
    if (call.is(rooms.createJoinToken)) return joinTokens.create(call.input, grant)
    if (call.is(rooms.refreshJoinToken)) return joinTokens.refresh(call.input, grant)
    return client.request(call.endpoint, call.input, { timeoutMs })
  }

  return async (request) => {
    const requestId = crypto.randomUUID()
    let origin: string | undefined
    let endpoint: AnyEndpoint | undefined
    try {
      const methods = [...new Set(options.expose.map(({ method }) => method))]
      const preflight = door.preflight(request, methods)
      origin = door.admit(request)
      if (preflight) return seal(preflight, requestId, origin)
      const found = route(request)
      endpoint = found.endpoint
      return seal(await answer(request, found), requestId, origin)
    } catch (error) {
      const refusal = error instanceof Refusal ? error : upstreamRefusal(endpoint ?? rooms.list, error)
      return seal(problemResponse(refusal.problem, requestId), requestId, origin)
    }
  }
}
