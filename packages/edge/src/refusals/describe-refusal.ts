import { isGreenroomError } from '@greenroom/core'
import { isWebhookError } from '@greenroom/core/webhooks'
import type { RefusedCall } from './refused-call.ts'

/** In characters. Longer lines are cut, because a log may drop them. */
const longestLine = 2_000
const longestReason = 500
const mostCauses = 3

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal escape begins with one
const terminalEscape = /\x1b\[[\d;?]*[ -/]*[@-~]/g

/**
 * Describes a refused call for a log, without secrets: the response and its cause. The description is always
 * one line of at most 2000 characters without control characters, whatever text the request or the cause
 * contains. For errors of your own code, such as one that `authorize` threw, it includes the top of the
 * stack. Never throws.
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
  const line = toLine(`${requestId} ${status} ${code}`, longestReason)
  return cause === undefined ? line : toLine(`${line}: ${reasonOf(cause)}`, longestLine)
}

function reasonOf(cause: unknown): string {
  try {
    const reason = chainOf(cause)
      .map((each) =>
        toLine(each instanceof Error ? `${each.name}: ${each.message}` : String(each), longestReason),
      )
      .join(' < ')
    if (!(cause instanceof Error) || isGreenroomError(cause) || isWebhookError(cause)) return reason
    // The stack starts with the message, which may contain input from the page, so only the frames are kept.
    const { stack = '', message } = cause
    const frames =
      stack.slice(stack.indexOf(message) + message.length, longestLine).match(/^ +at .+$/gm) ?? []
    return [reason, ...frames.map((frame) => frame.trim())].join(' | ')
  } catch {
    return 'a cause that cannot be read'
  }
}

/** Returns an error and its causes. */
function chainOf(cause: unknown): unknown[] {
  const chain = [cause]
  for (let each = cause; each instanceof Error && chain.length < mostCauses; chain.push(each)) {
    if (each.cause === undefined) break
    each = each.cause
  }
  return chain
}

/**
 * Returns a text without line breaks, terminal escapes and characters that change how others are displayed,
 * such as a right-to-left override, so that foreign text can neither start a line nor hide one.
 */
function toLine(text: string, longest: number): string {
  const plain = text
    .slice(0, 2 * longest)
    .replace(terminalEscape, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}
