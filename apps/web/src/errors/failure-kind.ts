import { type ApiError, isApiError, isConnectionError, isInputError, isTimeoutError } from '@greenroom/core'

/** What a failure means to the user. */
export type FailureKind =
  /** The network, the gateway or its upstream is down. Transient. */
  | 'unreachable'
  /** The session has expired. The user must sign in again. */
  | 'signed-out'
  /** The user lacks the permission. */
  | 'denied'
  /** The user's access was revoked. */
  | 'revoked'
  /** The resource does not exist, or was deleted. */
  | 'not-found'
  /** The input is invalid. */
  | 'invalid'
  /** Too many requests in a short time. Transient. */
  | 'rate-limited'
  /** Any other failure: a bug in the app. */
  | 'unexpected'

/** Classifies a failure by what it means to the user. */
export function getFailureKind(error: unknown): FailureKind {
  if (isConnectionError(error) || isTimeoutError(error)) return 'unreachable'
  if (isInputError(error)) return 'invalid'
  return isApiError(error) ? getResponseKind(error) : 'unexpected'
}

function getResponseKind({ status, code }: ApiError): FailureKind {
  // A proxy responds with a 5xx status if the server behind it does not respond.
  if (status >= 500 || status === 408) return 'unreachable'
  switch (status) {
    case 401:
      return 'signed-out'
    case 403:
      return code === 'revoked' ? 'revoked' : 'denied'
    case 404:
    case 410:
      return 'not-found'
    case 400:
    case 409:
    case 422:
      return 'invalid'
    case 429:
      return 'rate-limited'
    default:
      return 'unexpected'
  }
}

/** Whether a failure is transient, so that a retry may succeed. */
export function isTransientFailure(error: unknown): boolean {
  const kind = getFailureKind(error)
  return kind === 'unreachable' || kind === 'rate-limited'
}
