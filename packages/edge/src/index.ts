/**
 * The gateway: keeps the Telnyx API key at the edge and mints join tokens for authorized users.
 *
 * @module
 */
export { type Authorize, type AuthorizeResult, type Denial, deny, type Grant } from './call/authorize.ts'
export type { Call, CallOf } from './call/call.ts'
export type { Exposable } from './exposable.ts'
export { createGateway, type Gateway } from './gateway.ts'
export { createOriginPolicy, type OriginPolicy, type OriginPolicyOptions } from './http/origin-policy.ts'
export type { PrivateContextKey } from './identity/signing-keys.ts'
export { clearRefreshCookies } from './join-tokens/refresh-cookies.ts'
export type { Limiter, LimitOptions, LimitResult } from './limits/limits.ts'
export { createTokenBucket, type TokenBucketOptions } from './limits/token-bucket.ts'
export { type RateLimitBinding, workersLimiter } from './limits/workers-limiter.ts'
export type { GatewayOptions } from './options.ts'
export { describeRefusal } from './refusals/describe-refusal.ts'
export { problem, type RefusalInit } from './refusals/refusal.ts'
export type { RefusedCall } from './refusals/refused-call.ts'
export { createMemoryHub, type MemoryHubOptions } from './updates/memory-hub.ts'
export type { HubItem, SubscribeOptions, UpdateHub } from './updates/update-hub.ts'
export type { WebhookOptions } from './webhooks/webhook-options.ts'
