import {
  isAnswerError,
  isApiError,
  isConfigError,
  isConnectionError,
  isGreenroomError,
  isInputError,
} from '@greenroom/core'
import { CommandError } from '../command-error.ts'
import type { Target } from './target.ts'

/** Codes of errors of connections to a host name that does not resolve. */
const nameErrors: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN'])

/** Returns the error to report for a failed call: in one line, with what to do. */
export function explainError(error: unknown, target: Target): unknown {
  if (!isGreenroomError(error)) return error
  if (isInputError(error) || isConfigError(error)) return new CommandError(error.message, 2)
  if (isConnectionError(error)) return new CommandError(explainConnection(error, target), 1)
  if (isApiError(error) && error.status === 401) {
    return new CommandError(`${target.baseUrl} rejected the API key. Check TELNYX_API_KEY`, 1)
  }
  if (isAnswerError(error) || (isApiError(error) && error.code === 'html')) {
    const message = `${target.baseUrl} does not respond as the API does. Check --base-url and TELNYX_BASE_URL`
    return new CommandError(`${message}. ${error.message}`, 1)
  }
  return new CommandError(error.message, 1)
}

/** Returns why there was no connection to a target. */
function explainConnection(error: unknown, { baseUrl, isLocal }: Target): string {
  const codes = codesOf(error)
  if (codes.includes('ECONNREFUSED')) {
    return isLocal
      ? `Nothing listens at ${baseUrl}. Start the emulator with greenroom dev, name its address with --base-url, or set TELNYX_API_KEY to use Telnyx`
      : `Nothing listens at ${baseUrl}`
  }
  if (codes.some((code) => nameErrors.has(code))) {
    return `The host ${new URL(baseUrl).hostname} was not found. Check the network connection and the address`
  }
  return `No connection to ${baseUrl}${codes.length > 0 ? ` (${codes[0]})` : ''}`
}

/** Returns the codes of an error, its causes and the errors that it combines. */
export function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return []
  const { code } = error as NodeJS.ErrnoException
  const inner = error instanceof AggregateError ? error.errors : []
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...[error.cause, ...inner].flatMap((cause) => codesOf(cause, depth + 1)),
  ]
}
