/**
 * The types that the rest of the client is written in: endpoints, clients and their options. This module
 * imports no other one that imports it back, types included.
 */
import type * as v from 'valibot'
import type { GreenroomError, Problem } from './errors.ts'

/**
 * How an output is wrapped in a response body: under `data`, as `{ data, meta }`, as a TeXML list, or not.
 */
export type Envelope = 'data' | 'page' | 'texml-page' | 'none'

/** An HTTP method. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** How a request body is encoded. */
export type Encoding = 'json' | 'form'

/**
 * Headers, in any form that `fetch` takes. This and the following types are declared here, because their
 * counterparts (`HeadersInit`, `RequestCredentials`) exist only in the DOM library. Without it they would be
 * `any`.
 */
export type HeadersInput =
  | Readonly<Record<string, string>>
  | readonly (readonly [string, string])[]
  | {
      get(name: string): string | null
      forEach(callback: (value: string, name: string) => void): void
    }

/** What ends a call early, such as an `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Sends a request, such as the global `fetch` or a gateway. */
export type FetchFunction = (request: Request, init: { readonly signal: AbortSignal }) => Promise<Response>

/** The parts of a request besides its URL, as the second argument of `fetch`. */
export interface RequestOptions {
  readonly method?: string | undefined
  readonly headers?: object | undefined
  readonly body?: unknown
  readonly signal?: AbortSignalLike | null | undefined
}

/** Per-call options. */
export interface CallOptions {
  /**
   * Aborts the call, which then rejects with an `AbortError`. An aborted POST may have reached the API: check
   * its effect before you repeat it, as after an error with the outcome `unknown`.
   */
  readonly signal?: AbortSignalLike | undefined
  /**
   * Time limit of the whole call in milliseconds, including waits and the response body. Default: the
   * client's.
   */
  readonly timeoutMs?: number | undefined
  /** Headers of this call. They override the client's. */
  readonly headers?: HeadersInput | undefined
  /**
   * When to retry after a failure. `'safe'` retries only what cannot act twice. `'always'` retries after
   * every transient failure: use it for calls that are harmless to repeat. Default: `'safe'`.
   */
  readonly retry?: 'never' | 'safe' | 'always' | undefined
  /** Called with the status and headers of each response before its body is read, once per attempt. */
  readonly onResponse?: ((response: Pick<Response, 'status' | 'headers'>) => void) | undefined
  /** Fields that the schema does not know yet. They are sent unchanged. */
  readonly extra?:
    | {
        readonly query?: Readonly<Record<string, unknown>> | undefined
        readonly body?: Readonly<Record<string, unknown>> | undefined
      }
    | undefined
}

interface Definition<Input, Output, M extends Method, Options extends object> {
  readonly method: M
  /** The path below the API's base URL, with a `{name}` for each input field that belongs to it. */
  readonly path: `/${string}`
  /** The schema of the whole input: path, query and body fields in one object. */
  readonly input: v.GenericSchema<Input, unknown>
  /** The schema of the value that callers get. */
  readonly output: v.GenericSchema<unknown, Output>
  /** How the output is wrapped in the response body. Default: `'none'`. */
  readonly envelope?: Envelope
  /** The status of a successful response. Default: 200. */
  readonly success?: 200 | 201 | 202 | 204
  /** Set if the call needs no API key. */
  readonly auth?: 'none'
  /** Why repeating the call is harmless, if it is and the method does not imply it. */
  readonly repeatable?: string
  /** Names of input and output fields that must not be shown in errors, events or logs. */
  readonly secrets?: readonly string[]
  /** Returns what is wrong with a call that its options do not allow. The call is then not sent. */
  readonly guard?: (input: Input, options: CallOptions & Partial<Options>) => Problem | undefined
}

type EncodingField<E extends Encoding> = E extends 'form'
  ? { readonly encoding: E }
  : { readonly encoding?: undefined }

// biome-ignore-start lint/suspicious/noExplicitAny: an endpoint is contravariant in its input, so only `any`
// accepts every endpoint
/**
 * The properties of an endpoint, which are enough to call it and to serve it. Without type arguments, it
 * matches every endpoint.
 */
export type EndpointDefinition<
  Input = any,
  Output = any,
  M extends Method = Method,
  Options extends object = any,
  E extends Encoding = Encoding,
> = Definition<Input, Output, M, Options> & EncodingField<E>

/** Any endpoint. */
export type AnyEndpoint = EndpointDefinition &
  ((client: Pick<Client, 'request'>, ...args: any[]) => Promise<any>)
// biome-ignore-end lint/suspicious/noExplicitAny: see above

type Arguments<Input, Options> =
  Record<never, never> extends Input
    ? [input?: Input, options?: CallOptions & Options]
    : [input: Input, options?: CallOptions & Options]

/** The signature of an endpoint, which takes a client first. */
export type EndpointCall<Input, Output, Options extends object = object> = (
  client: Pick<Client, 'request'>,
  ...args: Arguments<Input, Options>
) => Promise<Output>

/** The signature of an endpoint that is bound to a client. */
export type BoundCall<Input, Output, Options extends object = object> = (
  ...args: Arguments<Input, Options>
) => Promise<Output>

/**
 * A function that calls the API with a client, and has the properties of its {@link EndpointDefinition}. Name
 * its method (`Endpoint<CreateInput, Room, 'POST'>`), so that only reads can be queries, and only other calls
 * mutations.
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

/** The output of an endpoint. */
export type OutputOf<E extends EndpointDefinition> = E extends {
  output: v.GenericSchema<unknown, infer Output>
}
  ? Output
  : never

/** Options of a client. */
export interface ClientOptions {
  /**
   * The API key, `KEY…`. Omit it in a browser, and for a gateway that adds it. It is replaced with `…`
   * wherever an error or an event would show it, even if the API repeats it.
   */
  readonly apiKey?: string | undefined
  /**
   * Base URL of the API. Default: `https://api.telnyx.com/v2`. A path (`/telnyx`) is resolved against the
   * page's `location` at each call, and never leaves its origin. Anything else, such as a URL with
   * credentials, fails each call with a `ConfigError`.
   */
  readonly baseUrl?: string | undefined
  /** Sends requests. Default: the global `fetch`, looked up at each call. */
  readonly fetch?: FetchFunction | undefined
  /** Headers of every request. A function is called for each request; time limits include it. */
  readonly headers?: HeadersInput | (() => HeadersInput | Promise<HeadersInput>) | undefined
  /** Whether cookies are sent to another origin. Default: the platform's. */
  readonly credentials?: 'omit' | 'same-origin' | 'include' | undefined
  /**
   * Time limit of a whole call in milliseconds, including waits and the response body: 1 or more, or
   * Infinity. Default: 60_000.
   */
  readonly timeoutMs?: number | undefined
  /**
   * Time limit of one attempt in milliseconds, including the response body: 1 or more, or Infinity. Default:
   * 20_000.
   */
  readonly attemptTimeoutMs?: number | undefined
  /** Maximum number of retries of a failed call. Only calls that cannot act twice are retried. Default: 2. */
  readonly maxRetries?: number | undefined
  /** What to do with a response that does not match its schema. Default: `'throw'`. */
  readonly validate?: 'throw' | 'warn' | 'off' | undefined
  /** Called for each request, response, retry and error. Errors that it throws are ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined
  /**
   * Allows an API key in a browser (a page, a worker or an extension), where every visitor can read it. For
   * local experiments, and for tests in jsdom or happy-dom, which look like a browser. Default: false.
   */
  readonly dangerouslyAllowBrowser?: boolean | undefined
}

/** Sends calls. Endpoints take a client as their first argument, or are bound to one. */
export interface Client {
  /** Sends one call of an endpoint and resolves to its output. */
  request<Input, Output, Options extends object>(
    endpoint: EndpointDefinition<Input, Output, Method, Options>,
    input: Input,
    options?: CallOptions,
  ): Promise<Output>
  /**
   * Opens a stream: sends one request, without retries, and resolves to the response when it begins. Only the
   * signal, the server or the network ends its body.
   *
   * @throws {ApiError} for an error status.
   */
  stream<Input>(endpoint: StreamEndpoint<Input>, input: Input, options?: StreamOptions): Promise<Response>
}

/** The parts of an endpoint that opening its stream needs. Its input is not validated. */
export interface StreamEndpoint<Input> extends Pick<EndpointDefinition<Input>, 'method' | 'path'> {
  readonly input?: EndpointDefinition<Input>['input']
}

/** Options of a stream. */
export interface StreamOptions extends Pick<CallOptions, 'headers'> {
  /** Ends the stream. */
  readonly signal?: AbortSignalLike | undefined
  /** Time limit for the beginning of the response, in milliseconds. Default: the client's of an attempt. */
  readonly timeoutMs?: number | undefined
}

interface EventBase {
  /** The number of the call among all calls of this client, from 1. */
  readonly call: number
  readonly method: Method
  /** The endpoint as `GET /rooms/{room_id}`, without ids, query or secrets. */
  readonly route: string
  /** The number of the attempt within its call, from 1. */
  readonly attempt: number
}

/** An event of a client, for logs and traces. It contains no secrets. */
export type ClientEvent =
  | (EventBase & { readonly type: 'request' })
  | (EventBase & {
      readonly type: 'response'
      readonly status: number
      /** Milliseconds from the start of the attempt to the end of the response body. */
      readonly durationMs: number
      readonly requestId: string | undefined
    })
  | (EventBase & { readonly type: 'retry'; readonly waitMs: number; readonly error: GreenroomError })
  | (EventBase & {
      readonly type: 'error'
      /** What the call rejects with: a {@link GreenroomError}, or the caller's abort reason. */
      readonly error: unknown
      /** Milliseconds from the start of the call, including waits. */
      readonly durationMs: number
    })
