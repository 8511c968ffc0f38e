import { type AnyEndpoint, ConfigError, type InputOf, type OutputOf, routeOf } from '@greenroom/core'
import { replacePathNames } from '@greenroom/core/wire'
import type { DataTag } from '@tanstack/react-query'

/** What a query stands on, beside its endpoint and input. */
export interface QuerySetup {
  /**
   * Whose data it is, e.g. the signed-in user's id: what one user has seen is not shown to the next. Give it
   * the same value as `<GreenroomProvider scope>`. Default: `''`.
   */
  readonly scope?: string | undefined
}

/** An endpoint that reads, or whose type does not say; of any other it is `never`. */
export type QueryEndpoint<E extends AnyEndpoint> = 'GET' extends E['method'] ? E : never

/** A query key: the scope, the URL's path, and what else of the input the URL would carry, if anything. */
export type EndpointKey = readonly ['telnyx', scope: string, ...path: unknown[]]

/** The input and the setup of a call; the input may be left out where nothing in it is required. */
export type InputArguments<E extends AnyEndpoint, Setup> =
  Record<never, never> extends InputOf<E>
    ? [input?: InputOf<E>, setup?: Setup]
    : [input: InputOf<E>, setup?: Setup]

/**
 * Makes the key of an endpoint's query. Keys are the URL, so that a shorter path is the prefix of all that is
 * below it: the key of `rooms.list` with no input makes everything about rooms stale.
 *
 * @throws {ConfigError} when the endpoint cannot be a query: it does not read, or its input holds a secret,
 * which devtools and persisters would show.
 *
 * @example
 * ```ts
 * import { roomSessions, rooms } from '@greenroom/core/video'
 * import { queryKey } from '@greenroom/react/query'
 *
 * const setup = { scope: 'u_1' }
 * queryKey(rooms.list, {}, setup) // ['telnyx', 'u_1', 'rooms']
 * queryKey(roomSessions.listByRoom, { room_id: '0ccc7b54', filter: { active: true } }, setup)
 * // ['telnyx', 'u_1', 'rooms', '0ccc7b54', 'sessions', { filter: { active: true } }]
 * ```
 */
export function queryKey<E extends AnyEndpoint>(
  endpoint: QueryEndpoint<E>,
  ...[input, setup]: InputArguments<E, QuerySetup>
): DataTag<EndpointKey, OutputOf<E>, Error> {
  const { path, rest } = partsOf(endpoint, input ?? {})
  const key = keyOf(setup, path, rest === undefined ? [] : [rest])
  // The tag is a type alone: TanStack reads the data's type off the key.
  return key as DataTag<EndpointKey, OutputOf<E>, Error>
}

/** The key of an endpoint's infinite query. Its marker stands after an object, where no path has a text. */
export function infiniteQueryKey(endpoint: AnyEndpoint, input: object, setup?: QuerySetup): EndpointKey {
  const { path, rest = {} } = partsOf(endpoint, input)
  return keyOf(setup, path, [rest, 'infinite'])
}

function keyOf(
  { scope = '' }: QuerySetup = {},
  path: readonly string[],
  more: readonly unknown[],
): EndpointKey {
  return ['telnyx', scope, ...path, ...more]
}

function partsOf(endpoint: AnyEndpoint, input: object) {
  if (endpoint.method !== 'GET') {
    throw new ConfigError(`${routeOf(endpoint)} does not read: it is a mutation, no query`)
  }
  const rest: Record<string, unknown> = { ...input }
  const secret = endpoint.secrets?.find((name) => name in rest)
  if (secret !== undefined) {
    throw new ConfigError(`${routeOf(endpoint)} cannot be a query: a key would show ${secret}`)
  }
  const path = endpoint.path
    .slice(1)
    .split('/')
    .map((segment) =>
      replacePathNames(segment, (name) => {
        const value = rest[name]
        delete rest[name]
        return String(value)
      }),
    )
  return { path, rest: pruned(rest) }
}

/** Drops what a URL would not carry, so that inputs of one URL have one key. */
function pruned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
    .map(([name, item]) => [name, pruned(item)] as const)
    .filter(([, item]) => item !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
