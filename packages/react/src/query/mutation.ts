import {
  type AnyEndpoint,
  type Client,
  ConfigError,
  type InputOf,
  isGreenroomError,
  type OutputOf,
  routeOf,
} from '@greenroom/core'
import type { QueryClient, QueryKey, UseMutationOptions } from '@tanstack/react-query'
import { applyChanges, type OptimisticChange } from './optimistic.ts'
import { beginMutation } from './stale.ts'

/** TanStack's options of an endpoint's mutation. */
export type EndpointMutation<E extends AnyEndpoint> = Omit<
  UseMutationOptions<OutputOf<E>, Error, InputOf<E>>,
  'mutationKey'
>

/** Effects of a mutation on the cache. */
export interface MutationSetup<E extends AnyEndpoint> {
  /** Returns the keys to invalidate once the call has taken effect, or may have. Default: none. */
  readonly stale?: ((input: InputOf<E>) => readonly QueryKey[]) | undefined
  /**
   * Returns changes to show at once and to revert when the call fails; may depend on cached data. Default:
   * none.
   */
  readonly optimistic?:
    | ((input: InputOf<E>, queryClient: QueryClient) => readonly OptimisticChange[])
    | undefined
}

/**
 * Returns the options of a mutation for any endpoint. It does not retry beyond what the client retries.
 *
 * The `stale` keys are invalidated when the call has taken effect, and also when it is unknown whether it has
 * (a lost connection, a 5xx). When mutations overlap, a key that they share is invalidated after the last of
 * them. The callbacks of `useMutation` stay free for your own use.
 *
 * Secrets stay hidden from devtools and persisters. The secret fields of an output (a join token) are not
 * enumerable, so `JSON.stringify`, spreads and structured cloning skip them; read them by name. A mutation of
 * an endpoint with secrets never pauses, because a paused mutation may be written to storage, and is removed
 * once it has no observer. A mutation with a secret in its input fails with a {@link ConfigError} before
 * anything is sent: call such an endpoint directly.
 *
 * @example
 * ```ts
 * import type { Client } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 * import { mutation, queryKey } from '@greenroom/react/query'
 * import { useMutation } from '@tanstack/react-query'
 *
 * function useDeleteRoom(client: Client) {
 *   return useMutation(mutation(client, rooms.delete, { stale: () => [queryKey(rooms.list)] }))
 * }
 * ```
 */
export function mutation<E extends AnyEndpoint>(
  client: Client,
  endpoint: E,
  { stale = () => [], optimistic }: MutationSetup<E> = {},
): EndpointMutation<E> {
  const { secrets = [] } = endpoint
  return {
    mutationFn: async (input, { client: queryClient }) => {
      const secret = secrets.find((name) => name in input)
      if (secret !== undefined) {
        throw new ConfigError(
          `${routeOf(endpoint)} cannot be a mutation: devtools would show the secret ${secret}`,
        )
      }
      const end = beginMutation(queryClient, stale(input))
      let settle: ((hasSucceeded: boolean) => void) | undefined
      let mayHaveActed = true
      try {
        settle = optimistic && (await applyChanges(queryClient, optimistic(input, queryClient)))
        const output = await client.request<InputOf<E>, OutputOf<E>, object>(endpoint, input)
        settle?.(true)
        return withHidden(secrets, output)
      } catch (error) {
        mayHaveActed = !(isGreenroomError(error) && /^(not-sent|rejected)$/.test(error.outcome))
        settle?.(false)
        throw error
      } finally {
        end(mayHaveActed)
      }
    },
    retry: false,
    ...(secrets.length > 0 && { gcTime: 0, networkMode: 'always' }),
  }
}

/** Makes fields non-enumerable, so that they are readable only by name. */
function withHidden<Output>(names: readonly string[], output: Output): Output {
  const present = names.filter((name) => Object.hasOwn(Object(output), name))
  for (const name of present) Object.defineProperty(output, name, { enumerable: false })
  return output
}
