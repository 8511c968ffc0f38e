/**
 * Identity: who a participant is, as a gateway signed it. A join token names nobody.
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
