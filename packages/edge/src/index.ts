/**
 * The gateway: keeps the Telnyx API key at the edge, and mints join tokens for those who may join.
 *
 * @module
 */
export { type Authorize, type AuthorizeResult, type Denial, deny, type Grant } from './call/authorize.ts'
export type { Call, CallOf } from './call/call.ts'
export { describeRefusal } from './describe-refusal.ts'
export { createGateway, type Gateway } from './gateway.ts'
export { createOriginPolicy, type OriginPolicy, type OriginPolicyOptions } from './http/origin-policy.ts'
export { problem, type RefusalInit } from './http/refusal.ts'
export type { PrivateContextKey } from './identity/signing-keys.ts'
export { clearRefreshCookies } from './join-tokens/refresh-cookies.ts'
export type { Limiter, LimitOptions, LimitResult } from './limits/limits.ts'
export { createTokenBucket, type TokenBucketOptions } from './limits/token-bucket.ts'
export { type RateLimitBinding, workersLimiter } from './limits/workers-limiter.ts'
export type { Exposable, GatewayOptions, RefusedCall } from './options.ts'
export type { WebhookOptions } from './webhooks/webhooks.ts'
