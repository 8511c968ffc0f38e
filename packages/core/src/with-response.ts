import { type AnyBound, resolveCall } from './bind.ts'
import type { AnyEndpoint, CallOptions, Client, InputOf, OutputOf } from './types.ts'

/** Remaining rate limit, from the `x-ratelimit-*` response headers. Fields without a header are absent. */
export interface RateLimit {
  /** Maximum number of requests per window. */
  readonly limit?: number | undefined
  /** Remaining requests in this window. */
  readonly remaining?: number | undefined
  /** Time until the next window, in milliseconds. */
  readonly resetMs?: number | undefined
}

/** An output with the metadata of its response. */
export interface WithResponse<Output> {
  readonly output: Output
  /** Status of the last response, such as 201. */
  readonly status: number
  readonly headers: Headers
  /** Request id, for Telnyx support. */
  readonly requestId: string | undefined
  readonly rateLimit: RateLimit
}

/**
 * Makes a call and resolves to its output with status, headers, request id and rate limit.
 *
 * @throws Every error of the call. An `ApiError` has the status, request id and requested wait.
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
  // Some servers append their window: `100, 100;w=60`.
  const value = Number.parseFloat(headers.get(`x-ratelimit-${name}`) ?? '')
  return Number.isFinite(value) ? value : undefined
}
