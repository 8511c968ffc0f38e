import { ConfigError } from '@greenroom/core'
import { checkKeys } from '../check-keys.ts'
import { refusals } from '../refusals/refusals.ts'
import { addressKey } from './address-key.ts'

/** Result of a {@link Limiter}. */
export interface LimitResult {
  readonly allowed: boolean
  /** Time to wait before a retry, in milliseconds. Default: not sent to the page. */
  readonly retryAfterMs?: number | undefined
}

/** Counts a call for a key and returns whether it is allowed. An error that it throws becomes a 503. */
export type Limiter = (key: string) => LimitResult | Promise<LimitResult>

/** Rate limits. A call over a limit is rejected with 429 and `retry_after_ms`. */
export interface LimitOptions {
  /**
   * Limits each user that `authorize` returned. The key begins with `user:`. The user is not known while
   * `authorize` runs: a room that `call.roomId()` must look up at the API is counted for the address, under a
   * key that begins with `lookup:`. Results are kept, so each resource is looked up once. Default: no limit.
   */
  readonly perUser?: Limiter | undefined
  /**
   * Limits each address, checked first, on every path. The key begins with `address:`. Default: no limit.
   */
  readonly perAddress?: Limiter | undefined
  /**
   * Returns the client address of a request, such as the header `cf-connecting-ip` in a Worker. A header that
   * your own front server does not set can be forged. An IPv6 address counts as its /64 network. Requests
   * without an address share one limit. Required with `perAddress`.
   */
  readonly address?: ((request: Request) => string | null) | undefined
}

/** The limits that the gateway checks. */
export interface Limits {
  /** @throws {Refusal} 429. */
  admitAddress(request: Request): Promise<void>
  /**
   * Counts a look-up at the API for a call of an unknown user.
   *
   * @throws {Refusal} 429.
   */
  admitLookUp(request: Request): Promise<void>
  /** @throws {Refusal} 429. */
  admitUser(user: string): Promise<void>
}

/**
 * Creates the limits of a gateway.
 *
 * @throws {ConfigError} for an unknown option, and for `perAddress` without `address`.
 */
export function createLimits(options: LimitOptions = {}): Limits {
  const { perUser, perAddress, address } = options
  checkKeys('limits', options, ['perUser', 'perAddress', 'address'])
  if (perAddress && !address) throw new ConfigError('limits.perAddress needs limits.address')
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && typeof value !== 'function')
      throw new ConfigError(`limits.${name} must be a function`)
  }
  const keyOf = (request: Request) => addressKey(address?.(request) ?? '')
  return {
    async admitAddress(request) {
      if (perAddress) await admit(perAddress, `address:${keyOf(request)}`)
    },
    async admitLookUp(request) {
      if (perUser) await admit(perUser, `lookup:${keyOf(request)}`)
    },
    async admitUser(user) {
      if (perUser) await admit(perUser, `user:${user}`)
    },
  }
}

async function admit(limiter: Limiter, key: string): Promise<void> {
  const { allowed, retryAfterMs } = await limiter(key)
  // Only `true` allows the call.
  if (allowed !== true) throw refusals.limited(undefined, retryAfterMs)
}
