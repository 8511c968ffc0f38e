import { isNetworkError } from 'ky'
import { ConnectionError, type Outcome } from '../errors.ts'

/** Makes the error of a failure below HTTP: the connection failed, or was lost. */
export function connectionError(route: string, error: unknown, outcome: Outcome): ConnectionError {
  return new ConnectionError(route, {
    outcome: wasNotSent(error) ? 'not-sent' : outcome,
    // Only the platform's error: ky's contains the request, and with it the API key.
    cause: isNetworkError(error) ? error.cause : error,
  })
}

const neverConnected = /refused|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT/i

/** Returns whether an error shows that no connection was established. Runtimes report this differently. */
function wasNotSent(error: unknown, depth = 0): boolean {
  const { code, message, cause } = Object(error)
  return (
    neverConnected.test(`${code} ${message}`) ||
    (cause !== undefined && depth < 5 && wasNotSent(cause, depth + 1))
  )
}
