import { isGreenroomError } from '@greenroom/core'
import type { RefusedCall } from './refused-call.ts'

/**
 * Describes a refused call in one line for a log, without secrets: what the page got, and why. Only a fault of your own code, such
 * as what `authorize` threw, comes with its stack, on lines of its own.
 *
 * @example
 * ```ts
 * import { describeRefusal, type GatewayOptions } from '@greenroom/edge'
 *
 * export const onRefusal: GatewayOptions['onRefusal'] = (call) => {
 *   if (call.status >= 500) console.error(describeRefusal(call))
 * }
 * ```
 */
export function describeRefusal({ status, code, requestId, cause }: RefusedCall): string {
  const line = `${requestId} ${status} ${code}`
  return cause === undefined ? line : `${line}: ${reasonOf(cause)}`
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return plain(String(cause))
  const reason = plain(`${cause.name}: ${cause.message}`)
  if (isGreenroomError(cause)) return reason
  // Its message, which the stack begins with, may have in it what the page sent.
  const frames = cause.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return [reason, ...frames].join('\n')
}

/** What came from elsewhere begins no line of its own in a log. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
