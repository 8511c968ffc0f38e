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

/** What a mutation changes beside its own answer. */
export interface MutationSetup<E extends AnyEndpoint> {
  /** The keys of what is out of date once the call has acted, or may have. Default: none. */
  readonly stale?: ((input: InputOf<E>) => readonly QueryKey[]) | undefined
  /** What is shown at once, and taken back when the call fails; may depend on what is cached. Default: nothing. */
  readonly optimistic?:
    | ((input: InputOf<E>, queryClient: QueryClient) => readonly OptimisticChange[])
    | undefined
}

/**
 * Makes the options of a mutation for any endpoint. It is not repeated beyond what the client repeats.
 *
 * What it makes stale becomes so when the call has acted, and also when nobody knows whether it has (a lost
 * connection, a 5xx); of several at a time with the last. Callbacks stay free for your own use.
 *
 * Devtools and persisters see no secret. What is answered has its secret fields (a join token) where `JSON.stringify`,
 * a spread and structured cloning do not find them; read them by name. The mutation never pauses, because a paused
 * one may be written to storage, and is dropped once nobody observes it. One whose input holds a secret fails with a
 * {@link ConfigError} before anything is sent: call such an endpoint yourself.
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
        throw new ConfigError(`${routeOf(endpoint)} cannot be a mutation: devtools would show ${secret}`)
      }
      const end = beginMutation(queryClient, stale(input))
      let settle: ((cameTrue: boolean) => void) | undefined
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

/** Leaves fields readable by name alone. */
function withHidden<Output>(names: readonly string[], output: Output): Output {
  const known = names.filter((name) => Object.hasOwn(Object(output), name))
  for (const name of known) Object.defineProperty(output, name, { enumerable: false })
  return output
}
