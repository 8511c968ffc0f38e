import { type AnyEndpoint, ConfigError, type InputOf, type OutputOf } from '@greenroom/core'
import { createJoinToken, refreshJoinToken } from '@greenroom/core/video/rooms'
import { createMatcher, replacePathNames } from '@greenroom/core/wire'
import type { Grant } from './call/authorize.ts'
import type { Call } from './call/call.ts'
import type { RequestContext } from './call/request-context.ts'
import type { Exposable } from './exposable.ts'
import type { JoinTokens } from './join-tokens/join-tokens.ts'
import type { Upstream } from './upstream/upstream.ts'

/** Serves granted calls. */
export interface Services {
  /**
   * Returns the endpoint to serve for an exposed one: the gateway's own definition, if the gateway handles
   * that call itself.
   *
   * @throws {ConfigError} for an endpoint with placeholders that also match such a call.
   */
  endpointFor(exposed: Exposable): Exposable
  /** Resolves to the output of the call's endpoint. */
  serve(call: Call, grant: Grant, requestContext: RequestContext): Promise<unknown>
}

interface OwnService {
  readonly endpoint: Exposable
  readonly serve: (input: never, grant: Grant, requestContext: RequestContext) => Promise<unknown>
}

/**
 * Creates the services. The gateway handles minting and refreshing itself and forwards all other calls to the
 * API.
 */
export function createServices(upstream: Upstream, joinTokens: JoinTokens): Services {
  const own = new Map(
    [ownService(createJoinToken, joinTokens.mint), ownService(refreshJoinToken, joinTokens.refresh)].map(
      (service) => [shapeOf(service.endpoint), service],
    ),
  )
  return {
    endpointFor(exposed) {
      const service = own.get(shapeOf(exposed))
      if (service) return service.endpoint
      const match = createMatcher([exposed])
      for (const { endpoint } of own.values()) {
        // A mint that a placeholder matches would return the API's refresh token unsealed.
        const covers = match(
          endpoint.method,
          replacePathNames(endpoint.path, (name) => name),
        )
        if (covers)
          throw new ConfigError(`${exposed.name} also matches ${endpoint.name}: expose that separately`)
      }
      return exposed
    },
    serve({ endpoint, input }, grant, requestContext) {
      const service = own.get(shapeOf(endpoint))
      return service ? service.serve(input as never, grant, requestContext) : upstream(endpoint, input)
    },
  }
}

function ownService<E extends Exposable>(
  endpoint: E,
  serve: (input: InputOf<E>, grant: Grant, requestContext: RequestContext) => Promise<OutputOf<E>>,
): OwnService {
  return { endpoint, serve }
}

/**
 * Returns an endpoint's method and path, independent of placeholder names: a custom definition of the mint
 * endpoint must not return an unsealed refresh token.
 */
function shapeOf({ method, path }: Pick<AnyEndpoint, 'method' | 'path'>): string {
  return `${method} ${replacePathNames(path, () => '{}')}`
}
