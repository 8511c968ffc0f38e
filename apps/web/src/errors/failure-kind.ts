import { type ApiError, isApiError, isConnectionError, isInputError, isTimeoutError } from '@greenroom/core'

/** What a failure means to the person in front of the page. */
export type FailureKind =
  /** Nobody answers: the network, the gateway or what is behind it is down. It may pass by itself. */
  | 'unreachable'
  /** The session is over; signing in again mends it. */
  | 'signed-out'
  /** This person may not do this. */
  | 'denied'
  /** This person could, and may not any more. */
  | 'revoked'
  /** It does not exist, or not any more. */
  | 'missing'
  /** What was typed does not pass. */
  | 'refused'
  /** Too many calls in a short time. It passes by itself. */
  | 'busy'
  /** None of these: a fault of ours. */
  | 'unexpected'

/** Sorts a failure by what it means. */
export function getFailureKind(error: unknown): FailureKind {
  if (isConnectionError(error) || isTimeoutError(error)) return 'unreachable'
  if (isInputError(error)) return 'refused'
  return isApiError(error) ? getResponseKind(error) : 'unexpected'
}

function getResponseKind({ status, code }: ApiError): FailureKind {
  // A proxy answers 500 and more where the server behind it does not.
  if (status >= 500 || status === 408) return 'unreachable'
  switch (status) {
    case 401:
      return 'signed-out'
    case 403:
      return code === 'revoked' ? 'revoked' : 'denied'
    case 404:
    case 410:
      return 'missing'
    case 400:
    case 409:
    case 422:
      return 'refused'
    case 429:
      return 'busy'
    default:
      return 'unexpected'
  }
}

/** Whether a failure may pass by itself, so that asking again is of use. */
export function isTransientFailure(error: unknown): boolean {
  const kind = getFailureKind(error)
  return kind === 'unreachable' || kind === 'busy'
}
