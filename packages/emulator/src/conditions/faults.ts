import type { AnyEndpoint } from '@greenroom/core'
import * as v from 'valibot'

/** An error, delay or dropped connection to inject into matching requests. */
export type Fault = v.InferInput<typeof Fault>
export const Fault = v.strictObject({
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

/** A list of faults to add, or one alone, as the control call takes it. */
export const FaultList = v.pipe(
  v.unknown(),
  v.transform((body) => (Array.isArray(body) ? body : [body])),
  v.array(Fault),
)

/** Injects faults into the next matching requests. */
export interface Faults {
  /**
   * Adds faults; the first that matches is used.
   *
   * @throws {v.ValiError} for one that cannot be read.
   */
  add(faults: readonly Fault[]): void
  clear(): void
  /** Returns the faults that are not used up, with the number of times that remain. */
  all(): readonly v.InferOutput<typeof Fault>[]
}

/** The faults as the API consumes them, one lookup per request. */
export interface FaultSource extends Faults {
  /** Returns the fault to inject into a request, if any, and counts it as used. */
  take(
    method: string,
    path: string,
    endpoint: AnyEndpoint | undefined,
  ): v.InferOutput<typeof Fault> | undefined
}

/** A fault closed the connection. A server closes the socket then. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped'

  constructor() {
    super('The connection was closed, as was asked for')
  }
}

/** Creates an empty list of faults. */
export function createFaults(): FaultSource {
  let left: v.InferOutput<typeof Fault>[] = []
  return {
    add(faults) {
      left.push(...v.parse(v.array(Fault), faults))
    },
    clear() {
      left = []
    },
    all: () => left.map((fault) => ({ ...fault })),
    take(method, path, endpoint) {
      const found = left.find(
        (fault) =>
          (fault.method === undefined || fault.method === method) &&
          (fault.path === undefined || path.startsWith(fault.path) || endpoint?.path.startsWith(fault.path)),
      )
      if (!found) return undefined
      found.times -= 1
      if (found.times === 0) left = left.filter((fault) => fault !== found)
      return found
    },
  }
}
