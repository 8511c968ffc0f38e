import { isGreenroomError } from '@greenroom/core'
import type { RefusedCall } from './refused-call.ts'

/**
 * Describes a refused call for a log, without secrets: the response and its cause. The description is one
 * line, except for errors of your own code, such as one that `authorize` threw: their stack frames follow on
 * separate lines.
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
  // The stack starts with the message, which may contain input from the page, so only the frames are kept.
  const frames = cause.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return [reason, ...frames].join('\n')
}

/** Removes line breaks and control characters, so that foreign text cannot start a new log line. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
