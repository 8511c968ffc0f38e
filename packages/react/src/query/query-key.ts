import { type AnyEndpoint, ConfigError, type InputOf, type OutputOf, routeOf } from '@greenroom/core'
import { pathNames, replacePathNames } from '@greenroom/core/wire'
import type { DataTag, SkipToken } from '@tanstack/react-query'

/** Options of a query, besides its endpoint and input. */
export interface QuerySetup {
  /**
   * The user who owns the data, e.g. the signed-in user's id, so that one user's data is not shown to
   * the next. Use the same value as for `<GreenroomProvider scope>`. Default: `''`.
   */
  readonly scope?: string | undefined
}

/** A GET endpoint, or one without a method in its type. For others, the message that the compiler shows. */
export type QueryEndpoint<E extends AnyEndpoint> = 'GET' extends E['method']
  ? E
  : 'Only GET endpoints can be queries: use mutation() for this one'

/** A query key: the scope, the URL's path, and the rest of the input that the URL would contain, if any. */
export type EndpointKey = readonly ['telnyx', scope: string, ...path: unknown[]]

/** The input and the setup of a call. The input is optional if none of its fields is required. */
export type InputArguments<E extends AnyEndpoint, Setup> =
  Record<never, never> extends InputOf<E>
    ? [input?: InputOf<E>, setup?: Setup]
    : [input: InputOf<E>, setup?: Setup]

/** An input with ids that may not be known yet, or TanStack's `skipToken` to wait. */
export type PendingInput<Input> =
  | {
      readonly [Name in keyof Input]: undefined extends Input[Name]
        ? Input[Name]
        : Input[Name] | null | undefined
    }
  | SkipToken

/** An id or an input that may not be known yet. The query waits for it. */
export type PendingId<Input> = string | null | undefined | PendingInput<Input>

/**
 * Returns the key of an endpoint's query. Keys follow the URL, so a shorter path is the prefix of every key
 * below it: invalidating the key of `rooms.list` without input invalidates all rooms.
 *
 * @throws {ConfigError} when the endpoint cannot be a query: it is not a GET endpoint, or its input contains
 * a secret, which devtools and persisters would show.
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
  const { path, rest } = partsOf(endpoint as AnyEndpoint, input ?? {})
  const key = keyOf(setup, path, rest === undefined ? [] : [rest])
  // The tag exists only as a type, from which TanStack infers the type of the data.
  return key as DataTag<EndpointKey, OutputOf<E>, Error>
}

/**
 * Returns the key of an infinite query. No path has a string after an object, so it cannot collide with a
 * path.
 */
export function infiniteQueryKey(
  endpoint: AnyEndpoint,
  input: object | symbol,
  setup?: QuerySetup,
): EndpointKey {
  const { path, rest = {} } = partsOf(endpoint, input)
  return keyOf(setup, path, [rest, 'infinite'])
}

function keyOf(
  { scope = '' }: QuerySetup = {},
  path: readonly unknown[],
  more: readonly unknown[],
): EndpointKey {
  return ['telnyx', scope, ...path, ...more]
}

/** Returns whether an input lacks an id that the endpoint's path needs. */
export function lacksId(endpoint: AnyEndpoint, input: object): boolean {
  const values = input as Readonly<Record<string, unknown>>
  return pathNames(endpoint.path).some((name) => !values[name] || typeof values[name] === 'symbol')
}

function partsOf(endpoint: AnyEndpoint, input: object | symbol) {
  if (endpoint.method !== 'GET') {
    throw new ConfigError(`${routeOf(endpoint)} cannot be a query: only GET endpoints can`)
  }
  const rest: Record<string, unknown> = { ...(input as object) }
  const secret = endpoint.secrets?.find((name) => name in rest)
  if (secret !== undefined) {
    throw new ConfigError(
      `${routeOf(endpoint)} cannot be a query: its key would contain the secret ${secret}`,
    )
  }
  const path = endpoint.path
    .slice(1)
    .split('/')
    .map((segment) =>
      replacePathNames(segment, (name) => {
        const value = rest[name]
        delete rest[name]
        return String(value ?? '')
      }),
    )
  // A skipped query of a list must not read the cached data of the list without input. No path has a string
  // after an object, so it cannot collide.
  return typeof input === 'symbol' ? { path: [...path, {}, 'skipped'] } : { path, rest: pruned(rest) }
}

/** Removes what a URL would not contain, so that inputs with the same URL have the same key. */
function pruned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
    .map(([name, item]) => [name, pruned(item)] as const)
    .filter(([, item]) => item !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
