import { createClient } from '@greenroom/core'
import { network } from './network.ts'

/** Time limits for a call, so that the page reports an unreachable server within 20 seconds. */
const limits = { timeoutMs: 20_000, attemptTimeoutMs: 8_000, maxRetries: 1 }

/** Calls Telnyx Video through the gateway, which adds the API key. */
export const telnyx = createClient({ baseUrl: '/telnyx', fetch: network.fetch, ...limits })

/**
 * Calls the other endpoints on the page's origin: the sign-in and, in development, the emulator. Its requests
 * use `keepalive`, so that they complete when the tab is closed.
 */
export const site = createClient({
  baseUrl: location.origin,
  fetch: (input, init) => network.fetch(input, { ...init, keepalive: true }),
  ...limits,
})
