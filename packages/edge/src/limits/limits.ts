import { ConfigError } from '@greenroom/core'
import { refusals } from '../refusals/refusals.ts'

/** What a limiter says of a call. */
export interface LimitResult {
  readonly allowed: boolean
  /** How long to wait before another try, in milliseconds. Default: the page is not told. */
  readonly retryAfterMs?: number | undefined
}

/** Counts a call under a key, and says whether it may go on. What it throws is a 503 to the page. */
export type Limiter = (key: string) => LimitResult | Promise<LimitResult>

/** Who may call how often; a call over a limit is answered 429 with `retry_after_ms`. */
export interface LimitOptions {
  /** Limits each user that `authorize` named. The key begins with `user:`. Default: no limit. */
  readonly perUser?: Limiter | undefined
  /** Limits each address, before anything else is done for it. The key begins with `address:`. Default: no limit. */
  readonly perAddress?: Limiter | undefined
  /**
   * Finds the address that a request came from, such as the header `cf-connecting-ip` in a Worker. A header that the server in
   * front does not set itself can be forged. Those without an address share one limit. `perAddress` needs it.
   */
  readonly address?: ((request: Request) => string | null) | undefined
}

/** Limits as the gateway asks them. */
export interface Limits {
  /** @throws {Refusal} 429. */
  admitAddress(request: Request): Promise<void>
  /** @throws {Refusal} 429. */
  admitUser(user: string): Promise<void>
}

/**
 * Makes the limits of a gateway.
 *
 * @throws {ConfigError} for a limit per address without `address`.
 */
export function createLimits({ perUser, perAddress, address }: LimitOptions = {}): Limits {
  if (perAddress && !address) throw new ConfigError('limits.perAddress needs limits.address')
  return {
    async admitAddress(request) {
      if (perAddress) await admit(perAddress, `address:${address?.(request) ?? ''}`)
    },
    async admitUser(user) {
      if (perUser) await admit(perUser, `user:${user}`)
    },
  }
}

async function admit(limiter: Limiter, key: string): Promise<void> {
  const { allowed, retryAfterMs } = await limiter(key)
  // Nothing else counts as a yes.
  if (allowed !== true) throw refusals.limited(undefined, retryAfterMs)
}
