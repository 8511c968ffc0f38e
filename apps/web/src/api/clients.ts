import { createClient } from '@greenroom/core'
import { network } from './network.ts'

/** What a person waits for at most before the page says that nobody answers. */
const limits = { timeoutMs: 20_000, attemptTimeoutMs: 8_000, maxRetries: 1 }

/** Speaks to Telnyx Video through the gateway, which adds the key. */
export const telnyx = createClient({ baseUrl: '/telnyx', fetch: network.fetch, ...limits })

/**
 * Speaks to what else lives on the page's own origin: the sign-in, and in development the emulator.
 * Its requests outlive the page, so that closing a tab still leaves the room.
 */
export const site = createClient({
  baseUrl: location.origin,
  fetch: (input, init) => network.fetch(input, { ...init, keepalive: true }),
  ...limits,
})
