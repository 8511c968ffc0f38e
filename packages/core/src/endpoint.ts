import type * as v from 'valibot'
import type { Client } from './client.ts'
import type { Outcome } from './errors.ts'

/** How an output lies on the wire: under `data`, as `{ data, meta }`, as a TeXML index object, or as it is. */
export type Envelope = 'data' | 'page' | 'texml-page' | 'none'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** What is about one call: comes after the input. */
export interface CallOptions {
  /**
   * Ends the call at once, as an `AbortError`. What an aborted POST did is not known: the API may have acted. Look
   * before you try again, as after an error whose outcome is `unknown`.
   */
  readonly signal?: AbortSignal | undefined
  /** The limit of the whole call in milliseconds, waits and body included. Default: the client's. */
  readonly timeoutMs?: number | undefined
  /** Headers of this call alone; they win over the client's. */
  readonly headers?: HeadersInit | undefined
  /**
   * Whether to try again after a failure. Default: `'safe'`, which repeats only what cannot act twice.
   * `'always'` repeats after any transient failure: for calls that you know to be harmless.
   */
  readonly retry?: 'never' | 'safe' | 'always' | undefined
  /** Gets status and headers of each answer, before its body is read: of a call, and of each try after it. */
  readonly onResponse?: ((response: Pick<Response, 'status' | 'headers'>) => void) | undefined
  /** Fields that the schema does not know yet, sent as they are. */
  readonly extra?:
    | {
        readonly query?: Readonly<Record<string, unknown>> | undefined
        readonly body?: Readonly<Record<string, unknown>> | undefined
      }
    | undefined
}

/** How a body goes over the wire. */
export type Encoding = 'json' | 'form'

interface Definition<Input, Output, M extends Method, Options extends object> {
  readonly method: M
  /** The path below the API's base, with `{names}` that the input has. */
  readonly path: `/${string}`
  /** The schema of the whole input: path, query and body fields in one object. */
  readonly input: v.GenericSchema<Input, unknown>
  /** The schema of the value that a caller gets. */
  readonly output: v.GenericSchema<unknown, Output>
  /** How the output lies on the wire. Default: `'none'`, as it is. */
  readonly envelope?: Envelope
  /** The status of success. Default: 200. */
  readonly success?: 200 | 201 | 202 | 204
  /** Set when the call needs no key. */
  readonly auth?: 'none'
  /** Why repeating the call is harmless, where it is and its method does not say so. */
  readonly repeatable?: string
  /** Names of input and output fields that must not be shown. */
  readonly secrets?: readonly string[]
  /** Refuses a call that its options do not allow, by the reason it answers; nothing is sent then. */
  readonly guard?: (input: Input, options: CallOptions & Partial<Options>) => string | undefined
}

type EncodingField<E extends Encoding> = E extends 'form'
  ? { readonly encoding: E }
  : { readonly encoding?: undefined }

// biome-ignore-start lint/suspicious/noExplicitAny: an endpoint is contravariant in its input, so only `any` accepts every endpoint
/**
 * What an endpoint is: enough to call it, to serve it and to let it through. Without type arguments, that of any
 * endpoint.
 */
export type EndpointDefinition<
  Input = any,
  Output = any,
  M extends Method = Method,
  Options extends object = any,
  E extends Encoding = Encoding,
> = Definition<Input, Output, M, Options> & EncodingField<E>

/** Any endpoint. */
export type AnyEndpoint = EndpointDefinition & ((client: Client, ...args: any[]) => Promise<any>)
// biome-ignore-end lint/suspicious/noExplicitAny: see above

type Arguments<Input, Options> =
  Record<never, never> extends Input
    ? [input?: Input, options?: CallOptions & Options]
    : [input: Input, options?: CallOptions & Options]

/** The function that an endpoint is, before a client is bound to it. */
export type EndpointCall<Input, Output, Options extends object = object> = (
  client: Client,
  ...args: Arguments<Input, Options>
) => Promise<Output>

/** The function that an endpoint is, once a client is bound to it. */
export type BoundCall<Input, Output, Options extends object = object> = (
  ...args: Arguments<Input, Options>
) => Promise<Output>

/**
 * An endpoint: a function to call with a client, which carries what it is. Name the method of one that does not
 * read (`Endpoint<CreateInput, Room, 'POST'>`), so that it cannot be used as a query.
 */
export type Endpoint<
  Input,
  Output,
  M extends Method = Method,
  Options extends object = object,
  E extends Encoding = 'json',
> = EndpointDefinition<Input, Output, M, Options, E> & EndpointCall<Input, Output, Options>

/** The input of an endpoint. */
export type InputOf<E extends EndpointDefinition> = E extends { input: v.GenericSchema<infer Input, unknown> }
  ? Input
  : never

/** What a caller of an endpoint gets. */
export type OutputOf<E extends EndpointDefinition> = E extends {
  output: v.GenericSchema<unknown, infer Output>
}
  ? Output
  : never

/** The endpoint as it is written in messages, events and traces: `GET /rooms/{room_id}`. */
export function routeOf(endpoint: Pick<EndpointDefinition, 'method' | 'path'>): string {
  return `${endpoint.method} ${endpoint.path}`
}

/**
 * Declares an endpoint: one value that is both the function to call and all there is to know of it.
 *
 * Annotate the constant (`: Endpoint<RetrieveInput, Room>`), which keeps hovers short and `.d.ts` small.
 *
 * @example A path that Greenroom does not describe yet
 * ```ts
 * import { createClient, endpoint, model, type Endpoint } from '@greenroom/core'
 * import * as v from 'valibot'
 *
 * interface RegionInput extends v.InferInput<typeof RegionInput> {}
 * const RegionInput = v.strictObject({ room_id: v.string() })
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
  const call = async (client: Client, input: unknown, options?: CallOptions) =>
    // Awaited, so that the call stays in the stack traces of its errors, named by its route.
    await client.request(definition, input ?? {}, options)
  Object.defineProperty(call, 'name', { value: routeOf(definition) })
  return Object.assign(call, definition)
}

/** Whether a value is an endpoint, e.g. one of a module's exports. */
export function isEndpoint(value: unknown): value is AnyEndpoint {
  return typeof value === 'function' && 'method' in value && 'path' in value && 'output' in value
}

/** Whether a failed call of an endpoint may be repeated without acting twice. */
export function mayRepeat(endpoint: EndpointDefinition, outcome: Outcome): boolean {
  if (outcome === 'not-sent' || outcome === 'rejected') return true
  if (endpoint.repeatable !== undefined || endpoint.method === 'GET') return true
  return endpoint.method === 'DELETE' && /\}(\.json)?$/.test(endpoint.path)
}
