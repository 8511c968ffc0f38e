import {
  type ClientOptions,
  createClient,
  type EndpointDefinition,
  type InputOf,
  type OutputOf,
} from '@greenroom/core'
import { upstreamRefusal } from './upstream-refusal.ts'

/** Calls the API with the key. Throws each failure as a `Refusal` that is safe to send to the page. */
export type Upstream = <E extends EndpointDefinition>(endpoint: E, input: InputOf<E>) => Promise<OutputOf<E>>

/**
 * Creates the function that calls the API.
 *
 * @throws {ConfigError} for an invalid API key.
 */
export function createUpstream(options: ClientOptions): Upstream {
  // Clients of the gateway retry. Retries here as well would multiply with theirs, so the gateway makes one
  // attempt, which may take as long as the whole call.
  const client = createClient({ ...options, attemptTimeoutMs: options.timeoutMs, maxRetries: 0 })
  return async (endpoint, input) => {
    try {
      return await client.request(endpoint, input)
    } catch (error) {
      // The client has replaced the key and the secret fields of the input, if the API repeats them.
      throw upstreamRefusal(endpoint, error)
    }
  }
}
