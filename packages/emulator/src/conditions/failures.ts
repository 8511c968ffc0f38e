import type { AnyEndpoint } from '@greenroom/core'
import * as v from 'valibot'

/** A way in which matching calls fail. */
export type Failure = v.InferInput<typeof Failure>
export const Failure = v.strictObject({
  /** Only calls of this method. Default: any. */
  method: v.optional(v.picklist(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])),
  /** Only calls of this endpoint (`/rooms/{room_id}`), or whose path begins so (`/room_sessions`). Default: all. */
  path: v.optional(
    v.pipe(
      v.string(),
      v.startsWith('/'),
      // As it stands in an address, too.
      v.transform((path) => path.replace(/^\/v2(?=\/|$)/, '')),
    ),
  ),
  /** How many calls fail before it is over. Default: 1. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** Whether the call fails before or after the API acted. Default: before. */
  when: v.optional(v.picklist(['before', 'after']), 'before'),
  /** The status to answer with; with `delay_ms` alone, calls succeed late. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  /** Headers of that answer. */
  headers: v.optional(v.record(v.string(), v.string())),
  /** Its body: a text as it is, anything else as JSON. Default: an error as the API writes them. */
  body: v.optional(v.unknown()),
  /** How long to wait first, in milliseconds of real time. */
  delay_ms: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))),
  /** Closes the connection without an answer. */
  drop: v.optional(v.boolean()),
  /** Sends headers and the beginning of a body, and then nothing. */
  stall: v.optional(v.boolean()),
})

/** A list of failures to add, or one alone, as the control call takes it. */
export const FailureList = v.pipe(
  v.unknown(),
  v.transform((body) => (Array.isArray(body) ? body : [body])),
  v.array(Failure),
)

/** Makes the next matching calls fail. */
export interface Failures {
  /**
   * Adds failures; the first that matches is used.
   *
   * @throws {v.ValiError} for one that cannot be read.
   */
  add(failures: readonly Failure[]): void
  clear(): void
  /** Failures that are not used up, with the times that are left. */
  all(): readonly v.InferOutput<typeof Failure>[]
}

/** What the API asks, once for each call. */
export interface FailureSource extends Failures {
  /** Takes the failure of a call, if there is one. */
  take(
    method: string,
    path: string,
    endpoint: AnyEndpoint | undefined,
  ): v.InferOutput<typeof Failure> | undefined
}

/** The connection was closed as a failure wanted it; a server closes the socket. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped'

  constructor() {
    super('The connection was closed, as was asked for')
  }
}

/** Makes an empty list of failures. */
export function createFailures(): FailureSource {
  let left: v.InferOutput<typeof Failure>[] = []
  return {
    add(failures) {
      left.push(...v.parse(v.array(Failure), failures))
    },
    clear() {
      left = []
    },
    all: () => left.map((failure) => ({ ...failure })),
    take(method, path, endpoint) {
      const found = left.find(
        (failure) =>
          (failure.method === undefined || failure.method === method) &&
          (failure.path === undefined ||
            path.startsWith(failure.path) ||
            endpoint?.path.startsWith(failure.path)),
      )
      if (!found) return undefined
      found.times -= 1
      if (found.times === 0) left = left.filter((failure) => failure !== found)
      return found
    },
  }
}
