import {
  type ClientOptions,
  createClient,
  type EndpointDefinition,
  type InputOf,
  type OutputOf,
} from '@greenroom/core'
import { upstreamRefusal } from './upstream-refusal.ts'

/** Calls the API with the key; what goes wrong is thrown as a `Refusal` that may be shown. */
export type Upstream = <E extends EndpointDefinition>(endpoint: E, input: InputOf<E>) => Promise<OutputOf<E>>

/**
 * Makes the way to the API.
 *
 * @throws {ConfigError} when the key cannot be one.
 */
export function createUpstream(options: ClientOptions): Upstream {
  // Whoever calls the gateway tries again by itself. Tries here as well would multiply with theirs.
  // There is one attempt, which may take as long as the whole call.
  const client = createClient({ ...options, attemptTimeoutMs: options.timeoutMs, maxRetries: 0 })
  return async (endpoint, input) => {
    try {
      return await client.request(endpoint, input)
    } catch (error) {
      const given: Readonly<Record<string, unknown>> = Object(input)
      const secrets = [options.apiKey, ...(endpoint.secrets ?? []).map((name) => given[name])]
      throw upstreamRefusal(endpoint, error, secrets.filter(isSecret))
    }
  }
}

function isSecret(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
