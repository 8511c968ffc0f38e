import {
  type AnyDefinition,
  type ClientOptions,
  createClient,
  type InputOf,
  type OutputOf,
} from '@greenroom/core'
import { upstreamRefusal } from './upstream-refusal.ts'

/** Calls the API with the key; what goes wrong is thrown as a `Refusal` that may be shown. */
export type Upstream = <E extends AnyDefinition>(endpoint: E, input: InputOf<E>) => Promise<OutputOf<E>>

/**
 * Makes the way to the API.
 *
 * @throws {ConfigError} when the key cannot be one.
 */
export function createUpstream(options: ClientOptions): Upstream {
  // Whoever calls the gateway tries again by itself. Tries here as well would multiply with theirs.
  const client = createClient({ ...options, maxRetries: 0 })
  return async (endpoint, input) => {
    try {
      return await client.request(endpoint, input)
    } catch (error) {
      throw upstreamRefusal(endpoint, error)
    }
  }
}
