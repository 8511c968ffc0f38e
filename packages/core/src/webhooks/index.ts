/**
 * Verified and typed webhooks: events of Telnyx Video, status callbacks and instruction requests of TeXML.
 *
 * @module
 */
export {
  isVideoEvent,
  type OtherEvent,
  type VideoEvent,
  type VideoEventPayload,
  type VideoEventType,
  type WebhookEvent,
} from './events.ts'
export type {
  InstructionRequest,
  InstructionRequestFields,
  InstructionRequestKind,
} from './instruction-requests.ts'
export { type ReadInstructionRequestOptions, readInstructionRequest } from './read-instruction-request.ts'
export { type ReadStatusCallbackOptions, readStatusCallback } from './read-status-callback.ts'
export type { Seen } from './seen.ts'
export { createWebhookKeys, type SignWebhookOptions, signWebhook, type WebhookKeys } from './sign-webhook.ts'
export { checkSignatureOptions, type SignatureOptions } from './signature.ts'
export type { StatusCallback, StatusCallbackFields, StatusCallbackKind } from './status-callbacks.ts'
export { texmlResponse } from './texml-response.ts'
export { type VerifyWebhookOptions, verifyWebhook } from './verify-webhook.ts'
export { isWebhookError, WebhookError, type WebhookErrorCode } from './webhook-error.ts'
