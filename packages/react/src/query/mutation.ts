import {
  type AnyEndpoint,
  type Client,
  ConfigError,
  type InputOf,
  isGreenroomError,
  type OutputOf,
  routeOf,
} from '@greenroom/core'
import type {
  MutationFunctionContext,
  QueryClient,
  QueryKey,
  UseMutationOptions,
} from '@tanstack/react-query'
import { type MutationRun, startRun } from './mutation-run.ts'
import { canWait, rejectLate, rejectOffline } from './offline.ts'
import type { OptimisticChange } from './optimistic.ts'
import { lacksId } from './query-key.ts'

/** An endpoint that is not a GET. For a GET endpoint, the message that the compiler shows. */
export type MutationEndpoint<E extends AnyEndpoint> = [E['method']] extends ['GET']
  ? 'GET endpoints cannot be mutations: use query() for this one'
  : E

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
  /** Called after the optimistic changes have been applied, as TanStack's option of that name. */
  readonly onMutate?: EndpointMutation<E>['onMutate']
  /**
   * Returns whether there is a network, e.g. `() => onlineManager.isOnline()`, so that a call that cannot
   * wait for one fails at once. Default: each call is tried.
   */
  readonly isOnline?: (() => boolean) | undefined
}

/** The runs that have started, by TanStack's context of each. */
const runs = new WeakMap<MutationFunctionContext, MutationRun>()

/**
 * Returns the options of a mutation for any endpoint. It does not retry beyond what the client retries.
 *
 * Optimistic changes are shown at once, also offline. Without a network, an update or a new record waits for
 * it, as TanStack's mutations do. Any other call (a deletion, an action, a phone call) does not wait, so that
 * it does not act hours later: with `isOnline` it fails at once with a `ConnectionError` and the outcome
 * `not-sent`, and it is not sent if it is resumed more than a minute after it was submitted.
 *
 * The `stale` keys are invalidated when the call has taken effect, and also when it is unknown whether it has
 * (a lost connection, a 5xx). When mutations overlap, a key that they share is invalidated after the last of
 * them. The callbacks of `useMutation` stay free for your own use; pass
 * `onMutate` to this function.
 *
 * Secrets stay hidden from devtools and persisters. The secret fields of an output (a join token) are not
 * enumerable, so `JSON.stringify`, spreads and structured cloning skip them; read them by name. A mutation of
 * an endpoint with secrets never pauses, because a paused mutation may be written to storage, and is removed
 * once it has no observer. A mutation with a secret in its input fails with a {@link ConfigError} before
 * anything is sent: call such an endpoint directly.
 *
 * @throws {ConfigError} for a GET endpoint.
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
  acting: MutationEndpoint<E>,
  setup: MutationSetup<E> = {},
): EndpointMutation<E> {
  const endpoint = acting as AnyEndpoint as E
  if (endpoint.method === 'GET') {
    throw new ConfigError(`${routeOf(endpoint)} cannot be a mutation: GET endpoints are queries`)
  }
  const { secrets = [] } = endpoint
  const mayWait = canWait(endpoint)
  const start = (input: InputOf<E>, context: MutationFunctionContext) => {
    if (!mayWait) rejectOffline(endpoint, setup.isOnline?.() ?? true)
    const changes = lacksId(endpoint, input) ? [] : (setup.optimistic?.(input, context.client) ?? [])
    const run = startRun(context.client, input, changes)
    runs.set(context, run)
    return run
  }
  return {
    onMutate(input, context) {
      start(input, context)
      const { onMutate = context.client.getDefaultOptions().mutations?.onMutate } = setup
      return onMutate?.(input, context)
    },
    mutationFn: async (input, context) => {
      const secret = secrets.find((name) => name in input)
      if (secret !== undefined) {
        throw new ConfigError(
          `${routeOf(endpoint)} cannot be a mutation: devtools would show the secret ${secret}`,
        )
      }
      // TanStack does not call `onMutate` for a mutation from storage, nor if the app has replaced it.
      const run = runs.get(context) ?? start(input, context)
      run.send(setup.stale?.(input) ?? [])
      try {
        if (!mayWait) rejectLate(endpoint, run.submittedAt)
        const output = await client.request<InputOf<E>, OutputOf<E>, object>(endpoint, input)
        run.succeed()
        return withHidden(secrets, output)
      } catch (error) {
        run.fail(!(isGreenroomError(error) && /^(not-sent|rejected)$/.test(error.outcome)))
        throw error
      }
    },
    retry: false,
    ...(!mayWait && { networkMode: 'always' }),
    ...(secrets.length > 0 && { gcTime: 0 }),
  }
}

/** Makes fields non-enumerable, so that they are readable only by name. */
function withHidden<Output>(names: readonly string[], output: Output): Output {
  const present = names.filter((name) => Object.hasOwn(Object(output), name))
  for (const name of present) Object.defineProperty(output, name, { enumerable: false })
  return output
}
