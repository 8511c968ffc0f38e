import { type AnyEndpoint, ConfigError, type InputOf, type OutputOf } from '@greenroom/core'
import { createJoinToken, refreshJoinToken } from '@greenroom/core/video/rooms'
import { createMatcher, replacePathNames } from '@greenroom/core/wire'
import type { Grant } from './call/authorize.ts'
import type { Call } from './call/call.ts'
import type { RequestContext } from './call/request-context.ts'
import type { Exposable } from './exposable.ts'
import type { JoinTokens } from './join-tokens/join-tokens.ts'
import type { Upstream } from './upstream/upstream.ts'

/** What answers calls that were granted. */
export interface Services {
  /**
   * The endpoint to serve where this one is exposed: the gateway's own, for a call that it answers itself.
   *
   * @throws {ConfigError} for one whose placeholders take such a call in.
   */
  endpointFor(exposed: Exposable): Exposable
  /** Answers a call with its endpoint's output. */
  serve(call: Call, grant: Grant, requestContext: RequestContext): Promise<unknown>
}

interface OwnService {
  readonly endpoint: Exposable
  readonly serve: (input: never, grant: Grant, requestContext: RequestContext) => Promise<unknown>
}

/** Makes the services: minting and refreshing are the gateway's own, all else goes to the API as it is. */
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
        // What a placeholder lets through would come back as the API has it, its refresh token unsealed.
        const covers = match(
          endpoint.method,
          replacePathNames(endpoint.path, (name) => name),
        )
        if (covers) throw new ConfigError(`${exposed.name} takes in ${endpoint.name}: expose that by itself`)
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
 * Where an endpoint is on the wire, whatever its placeholders are called: a user's own description of the
 * mint must not hand out what the gateway seals.
 */
function shapeOf({ method, path }: Pick<AnyEndpoint, 'method' | 'path'>): string {
  return `${method} ${replacePathNames(path, () => '{}')}`
}
