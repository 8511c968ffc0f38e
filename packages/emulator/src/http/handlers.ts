import type { AnyEndpoint, InputOf, OutputOf } from '@greenroom/core'
import { isEndpoint } from '@greenroom/core'
import type { ErrorShape } from './refusal.ts'

/**
 * Serves an endpoint: receives its validated input, returns its output, throws a `Refusal` to reject the
 * request.
 */
export type Handler<E extends AnyEndpoint> = (input: InputOf<E>) => OutputOf<E> | Promise<OutputOf<E>>

type EndpointsOf<Module> = {
  [K in keyof Module as Module[K] extends AnyEndpoint ? K : never]: Module[K] extends AnyEndpoint
    ? Module[K]
    : never
}

/** A handler for each endpoint of a module. A missing handler or one of another type does not compile. */
export type Handlers<Module> = {
  readonly [K in keyof EndpointsOf<Module>]: EndpointsOf<Module>[K] extends AnyEndpoint
    ? Handler<EndpointsOf<Module>[K]>
    : never
}

/** The shapes of an endpoint's errors by status; `'4XX'` covers all other client errors. Default: wrapped. */
export type ShapesByStatus = Readonly<Partial<Record<number | '4XX', ErrorShape>>>

/** The error shapes of a module's endpoints, as in the API's description. */
export type ErrorShapes<Module> = { readonly [K in keyof EndpointsOf<Module>]?: ShapesByStatus }

/** An endpoint with its handler and error shapes. */
export interface Service {
  readonly endpoint: AnyEndpoint
  readonly handle: (input: never) => unknown
  readonly shapes: ShapesByStatus
  /** Whether a body may be a form or JSON, whatever the endpoint declares. Default: false. */
  readonly anyEncoding?: boolean
}

/** Joins a module's endpoints with their handlers and error shapes. */
export function serve<Module extends object>(
  module: Module,
  handlers: Handlers<Module>,
  shapes: ErrorShapes<Module>,
): Service[] {
  const byName = new Map(Object.entries<Service['handle']>(handlers as never))
  const shapesByName = new Map(Object.entries<ShapesByStatus>(shapes as never))
  return Object.entries(module).flatMap(([name, endpoint]) => {
    const handle = byName.get(name)
    return isEndpoint(endpoint) && handle ? [{ endpoint, handle, shapes: shapesByName.get(name) ?? {} }] : []
  })
}
