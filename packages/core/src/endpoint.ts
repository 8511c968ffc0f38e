import type {
  AnyEndpoint,
  CallOptions,
  Client,
  Encoding,
  Endpoint,
  EndpointDefinition,
  Method,
} from './types.ts'

export type { Endpoint } from './types.ts'

/** Returns the route of an endpoint for messages, events and traces: `GET /rooms/{room_id}`. */
export function routeOf(endpoint: Pick<EndpointDefinition, 'method' | 'path'>): string {
  return `${endpoint.method} ${endpoint.path}`
}

/**
 * Declares an endpoint: a function that calls the API and has the properties of its definition.
 *
 * Annotate the constant (`: Endpoint<RetrieveInput, Room>`). This keeps editor hovers and `.d.ts` files
 * short.
 *
 * @example A path that Greenroom does not describe yet
 * ```ts
 * import { createClient, endpoint, model, refersTo, type Endpoint } from '@greenroom/core'
 * import * as v from 'valibot'
 *
 * interface RegionInput extends v.InferInput<typeof RegionInput> {}
 * const RegionInput = v.strictObject({ room_id: refersTo('room') })
 * interface Region extends v.InferOutput<typeof Region> {}
 * const Region = model({ id: v.string() })
 *
 * const retrieveRegion: Endpoint<RegionInput, Region> = endpoint({
 *   method: 'GET',
 *   path: '/rooms/{room_id}/region',
 *   input: RegionInput,
 *   output: Region,
 *   envelope: 'data',
 * })
 *
 * const region = await retrieveRegion(createClient({ apiKey: 'KEY…' }), { room_id: '0ccc7b54' })
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function endpoint<
  Input,
  Output,
  M extends Method = Method,
  Options extends object = object,
  E extends Encoding = 'json',
>(definition: EndpointDefinition<Input, Output, M, Options, E>): Endpoint<Input, Output, M, Options, E>
// @__NO_SIDE_EFFECTS__
export function endpoint(definition: EndpointDefinition): AnyEndpoint {
  const call = async (client: Pick<Client, 'request'>, input: unknown, options?: CallOptions) =>
    // With `await`, stack traces of its errors contain this function, which is named after the route.
    await client.request(definition, input ?? {}, options)
  Object.defineProperty(call, 'name', { value: routeOf(definition) })
  return Object.assign(call, definition)
}

/** Returns whether a value, such as an export of a module, is an endpoint. */
export function isEndpoint(value: unknown): value is AnyEndpoint {
  return typeof value === 'function' && 'method' in value && 'path' in value && 'output' in value
}
