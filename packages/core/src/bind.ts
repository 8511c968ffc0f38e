import { isEndpoint } from './endpoint.ts'
import { InputError } from './errors.ts'
import type {
  AnyEndpoint,
  BoundCall,
  CallOptions,
  Client,
  Encoding,
  Endpoint,
  Method,
  OutputOf,
} from './types.ts'
import { hasPathName } from './wire/path.ts'

/** Makes input fields optional for which a bound client has defaults. */
type WithDefaults<Input, Defaults extends string> = Input extends unknown
  ? Omit<Input, Defaults> & { [K in keyof Input as K extends Defaults ? K : never]?: Input[K] }
  : never

type Relaxed<Input, Defaults extends string> = [Defaults] extends [never]
  ? Input
  : WithDefaults<Input, Defaults>

/** An endpoint that is bound to a client, with the unbound endpoint as a property. */
export type BoundEndpoint<E extends AnyEndpoint, Defaults extends string = never> = (E extends Endpoint<
  infer Input,
  infer Output,
  Method,
  infer Options,
  Encoding
>
  ? BoundCall<Relaxed<Input, Defaults>, Output, Options>
  : never) & { readonly endpoint: E }

/** The endpoints of a module, each bound to one client, without its schemas and types. */
export type Bound<Module, Defaults extends string = never> = {
  readonly [K in keyof Module as Module[K] extends AnyEndpoint ? K : never]: Module[K] extends AnyEndpoint
    ? BoundEndpoint<Module[K], Defaults>
    : never
}

/**
 * Binds all endpoints of a module to a client.
 *
 * @param defaults Input fields to add if they are in the endpoint's path and the call omits them.
 *
 * @example
 * ```ts
 * import { bind, createClient } from '@greenroom/core'
 * import * as rooms from '@greenroom/core/video/rooms'
 *
 * const bound = bind(createClient({ apiKey: 'KEY…' }), rooms)
 * const room = await bound.retrieve({ room_id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0' })
 * ```
 */
// @__NO_SIDE_EFFECTS__
export function bind<
  Module extends object,
  const Defaults extends Record<string, string> = Record<never, string>,
>(client: Client, module: Module, defaults?: Defaults): Bound<Module, Extract<keyof Defaults, string>> {
  const bound: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(module)) {
    if (isEndpoint(value)) bound[name] = bindOne(client, value, defaults ?? {})
  }
  return bound as Bound<Module, Extract<keyof Defaults, string>>
}

function bindOne(client: Client, endpoint: AnyEndpoint, defaults: Readonly<Record<string, string>>) {
  const own = Object.entries(defaults).filter(([name]) => hasPathName(endpoint.path, name))
  const call = (input?: Readonly<Record<string, unknown>>, options?: CallOptions) => {
    const missing = own.filter(([name]) => input?.[name] === undefined)
    return client.request(endpoint, { ...input, ...Object.fromEntries(missing) }, options)
  }
  return Object.assign(call, { endpoint })
}

/** An endpoint that is bound to a client with any defaults. */
export interface AnyBound<E extends AnyEndpoint> {
  (...args: never[]): Promise<OutputOf<E>>
  readonly endpoint: E
}

/** A call in one of the two forms that helpers accept: `f(bound, input)` or `f(client, endpoint, input)`. */
export interface ResolvedCall {
  readonly endpoint: AnyEndpoint
  call<Output>(input: object | undefined, options: CallOptions): Promise<Output>
  /** The arguments that follow it. */
  readonly rest: readonly unknown[]
}

/**
 * Resolves arguments that start with a call, in either form.
 *
 * @throws {InputError} for other arguments, such as an endpoint without its client.
 */
export function resolveCall(
  first: AnyBound<AnyEndpoint> | Client,
  ...rest: readonly unknown[]
): ResolvedCall {
  const isClient = 'request' in Object(first)
  const endpoint = isClient ? rest[0] : (first as AnyBound<AnyEndpoint> | undefined)?.endpoint
  if (!isEndpoint(endpoint)) {
    const expected = 'a client and an endpoint, or an endpoint of a bound client'
    throw new InputError('The call', [{ pointer: '', expected, received: typeof endpoint }])
  }
  if (!isClient) return { endpoint, call: first as unknown as ResolvedCall['call'], rest }
  const [, ...others] = rest
  const client = first as Client
  return { endpoint, call: (input, options) => client.request(endpoint, input ?? {}, options), rest: others }
}
