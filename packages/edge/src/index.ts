/**
 * The gateway that keeps the API key at the edge.
 *
 * @module
 */
export type { Call } from './call.ts'
export { createGateway, type Gateway } from './gateway.ts'
export { type Denial, deny, type Grant } from './grant.ts'
export type { ExposableEndpoint, GatewayOptions, Verdict } from './options.ts'
