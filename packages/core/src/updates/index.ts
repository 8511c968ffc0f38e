/**
 * Live updates of a gateway: the endpoint that serves them, and the subscription that reads them.
 *
 * @module
 */
export { subscribeToUpdates } from './subscribe-to-updates.ts'
export type { SubscribeToUpdatesOptions, UpdatesStatus } from './types.ts'
export { Update, UpdatesInput, updates } from './update.ts'
