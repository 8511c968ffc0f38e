import { type AnyBound, resolveCall } from './bind.ts'
import type { AnyEndpoint, CallOptions, Client, InputOf, OutputOf } from './types.ts'

/** How much the API still takes, as its `x-ratelimit-*` headers tell; absent where they do not. */
export interface RateLimit {
  /** Requests to a window. */
  readonly limit?: number | undefined
  /** Requests left in this window. */
  readonly remaining?: number | undefined
  /** Milliseconds until the next window. */
  readonly resetMs?: number | undefined
}

/** An output, and what the answer said besides it. */
export interface WithResponse<Output> {
  readonly output: Output
  /** The status of the last answer, e.g. 201. */
  readonly status: number
  readonly headers: Headers
  /** What to give to the API's support. */
  readonly requestId: string | undefined
  readonly rateLimit: RateLimit
}

/**
 * Makes a call, and resolves to its output together with status, headers, request id and rate limit.
 *
 * @throws what the call throws; an `ApiError` has status, request id and wait by itself.
 *
 * @example
 * ```ts
 * import { createClient, withResponse } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const { output, rateLimit } = await withResponse(client, rooms.retrieve, { room_id: '0ccc7b54' })
 * console.log(output.unique_name, rateLimit.remaining)
 * ```
 */
export function withResponse<B extends AnyBound<AnyEndpoint>>(
  call: B,
  input?: Parameters<B>[0],
  options?: CallOptions,
): Promise<WithResponse<OutputOf<B['endpoint']>>>
export function withResponse<E extends AnyEndpoint>(
  client: Client,
  endpoint: E,
  input?: InputOf<E>,
  options?: CallOptions,
): Promise<WithResponse<OutputOf<E>>>
export async function withResponse(
  ...args: readonly [AnyBound<AnyEndpoint> | Client, ...unknown[]]
): Promise<WithResponse<unknown>> {
  const { call, rest } = resolveCall(...args)
  const [input, options] = rest as [object?, CallOptions?]
  let status = 0
  let headers = new Headers()
  const output: unknown = await call(input, {
    ...options,
    onResponse(response) {
      ;({ status, headers } = response)
      options?.onResponse?.(response)
    },
  })
  const seconds = figure(headers, 'reset')
  return {
    output,
    status,
    headers,
    requestId: headers.get('x-request-id') ?? undefined,
    rateLimit: {
      limit: figure(headers, 'limit'),
      remaining: figure(headers, 'remaining'),
      resetMs: seconds === undefined ? undefined : seconds * 1000,
    },
  }
}

function figure(headers: Headers, name: 'limit' | 'remaining' | 'reset'): number | undefined {
  // Some servers name their window as well: `100, 100;w=60`.
  const value = Number.parseFloat(headers.get(`x-ratelimit-${name}`) ?? '')
  return Number.isNaN(value) ? undefined : value
}
