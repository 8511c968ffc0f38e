import { isNetworkError } from 'ky'
import { ConnectionError, type Outcome } from '../errors.ts'

/** Names a failure below HTTP: that no connection was made, or that it was lost. */
export function connectionError(route: string, error: unknown, outcome: Outcome): ConnectionError {
  return new ConnectionError(route, {
    outcome: wasNotSent(error) ? 'not-sent' : outcome,
    // The platform's own failure alone: ky's holds the request, and with it the key.
    cause: isNetworkError(error) ? error.cause : error,
  })
}

const refusals = /refused|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/i

/** Whether a failure shows that no connection was ever made; each runtime says so in its own way. */
function wasNotSent(error: unknown, depth = 0): boolean {
  const { code, message, cause } = Object(error)
  return (
    refusals.test(`${code} ${message}`) || (cause !== undefined && depth < 5 && wasNotSent(cause, depth + 1))
  )
}
