/**
 * The update hub of Cloudflare Workers: a Durable Object that all isolates share.
 *
 * @module
 */
export {
  createDurableObjectHub,
  type DurableObjectHubOptions,
  type UpdateHubNamespace,
} from './updates/durable-object-hub.ts'
export { UpdateHubObject } from './updates/update-hub-object.ts'
