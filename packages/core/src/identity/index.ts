/**
 * Verifies who a participant is, from a context that a gateway signed. A join token does not identify a user.
 *
 * @module
 */
export { ContextError, type ContextErrorCode, isContextError } from './context-error.ts'
export {
  ContextKey,
  ContextKeySet,
  type ContextKeysOptions,
  contextKeysFrom,
  type FindContextKey,
  retrieveContextKeys,
} from './context-keys.ts'
export {
  type MarkedParticipant,
  type MarkParticipantsOptions,
  markParticipants,
  type ParticipantRecord,
} from './mark-participants.ts'
export { type ContextPayload, contextType } from './signed-context.ts'
export {
  type ContextOptions,
  type Identity,
  type VerifyContextOptions,
  verifyContext,
} from './verify-context.ts'
