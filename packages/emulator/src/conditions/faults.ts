import type { AnyEndpoint } from '@greenroom/core'
import * as v from 'valibot'
import { refusals } from '../http/refusal.ts'

/** An error, delay or dropped connection to inject into matching requests. */
export type Fault = v.InferInput<typeof Fault>
export const Fault = v.strictObject({
  /** HTTP method of matching requests. Default: any. */
  method: v.optional(v.picklist(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])),
  /** Endpoint (`/rooms/{room_id}`) or path prefix (`/room_sessions`) of matching requests. Default: any. */
  path: v.optional(
    v.pipe(
      v.string(),
      v.startsWith('/'),
      // Paths copied from a URL begin with `/v2`.
      v.transform((path) => path.replace(/^\/v2(?=\/|$)/, '')),
    ),
  ),
  /** Number of requests to inject it into. Default: 1. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** Whether it takes effect before or after the endpoint ran. Default: before. */
  when: v.optional(v.picklist(['before', 'after']), 'before'),
  /** Status of the response. With `delay_ms` alone, requests succeed late. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  /** Headers of the response. */
  headers: v.optional(
    v.pipe(v.record(v.string(), v.string()), v.check(areHeaders, 'names and values of HTTP headers')),
  ),
  /** Body of the response: a string as is, other values as JSON. Default: an error in the API's shape. */
  body: v.optional(v.unknown()),
  /** Delay before the fault, in milliseconds of real time; at most 600,000. */
  delay_ms: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))),
  /** Closes the connection without a response. */
  drop: v.optional(v.boolean()),
  /** Sends the headers and the beginning of a body, then nothing. */
  stall: v.optional(v.boolean()),
})

/** Maximum number of faults that are not used up, and their maximum length as JSON, in characters. */
const maxFaults = 1000
const maxLength = 16_000_000

/** A fault or a list of faults, as the body of the control call. */
export const FaultList = v.pipe(
  v.unknown(),
  v.transform((body) => (Array.isArray(body) ? body : [body])),
  v.array(Fault),
)

/** Injects faults into the next matching requests. */
export interface Faults {
  /**
   * Adds faults. A request gets the first fault that matches.
   *
   * @throws {v.ValiError} for an invalid fault.
   * @throws {Refusal} 422 for more than 1,000 faults, or 16 million characters.
   */
  add(faults: readonly Fault[]): void
  /** Removes all faults. */
  clear(): void
  /** Returns the faults that are not used up, each with its remaining `times`. */
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

/** Thrown when a fault drops the connection; a server then closes the socket. */
export class ConnectionDropped extends TypeError {
  override readonly name = 'ConnectionDropped'

  constructor() {
    super('A fault closed the connection')
  }
}

/** Creates an empty list of faults. */
export function createFaults(): FaultSource {
  let remaining: v.InferOutput<typeof Fault>[] = []
  return {
    add(faults) {
      const added = v.parse(v.array(Fault), faults)
      const all = [...remaining, ...added]
      if (all.length > maxFaults) throw refusals.unprocessable(`There can be at most ${maxFaults} faults`)
      if (JSON.stringify(all).length > maxLength)
        throw refusals.unprocessable(`All faults together can have at most ${maxLength} characters`)
      remaining = all
    },
    clear() {
      remaining = []
    },
    all: () => remaining.map((fault) => ({ ...fault })),
    take(method, path, endpoint) {
      const found = remaining.find(
        (fault) =>
          (fault.method === undefined || fault.method === method) &&
          (fault.path === undefined || path.startsWith(fault.path) || endpoint?.path.startsWith(fault.path)),
      )
      if (!found) return undefined
      found.times -= 1
      if (found.times === 0) remaining = remaining.filter((fault) => fault !== found)
      return found
    },
  }
}

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    new Headers(headers)
    return true
  } catch {
    return false
  }
}
