import type { TexmlElement } from '@greenroom/core/texml/language'
import * as v from 'valibot'
import { cutText } from '../../cut-text.ts'
import { parseJson } from '../../parse-json.ts'
import type { CallRow } from '../../state/texml-rows.ts'
import { legOf } from '../../texml/call-lifecycle.ts'
import { customParameters } from '../custom-parameters.ts'

/** Frames of the application. */
type RelayFrame = v.InferOutput<typeof RelayFrame>
const RelayFrame = v.variant('type', [
  v.object({
    type: v.literal('text'),
    token: v.string(),
    last: v.optional(v.boolean(), false),
    interruptible: v.optional(v.boolean()),
  }),
  v.object({
    type: v.literal('play'),
    source: v.pipe(v.string(), v.nonEmpty()),
    loop: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), 1),
    interruptible: v.optional(v.boolean()),
  }),
  v.object({ type: v.literal('sendDigits'), digits: v.pipe(v.string(), v.regex(/^[0-9A-D#*wW]{1,1000}$/)) }),
  v.pipe(
    v.object({
      type: v.literal('language'),
      ttsLanguage: v.optional(v.string()),
      transcriptionLanguage: v.optional(v.string()),
    }),
    v.check(({ ttsLanguage, transcriptionLanguage }) => (ttsLanguage ?? transcriptionLanguage) !== undefined),
  ),
  v.object({ type: v.literal('end'), handoffData: v.optional(v.unknown()) }),
])

/** Reads a message of the application. Returns a description of the problem if it is no valid frame. */
export function readFrame(
  message: string,
): RelayFrame | { readonly type: 'invalid'; readonly problem: string } {
  const content = parseJson(message)
  const read = v.safeParse(RelayFrame, content)
  return read.success ? read.output : { type: 'invalid', problem: describe(content) }
}

function describe(frame: unknown): string {
  if (typeof frame !== 'object' || frame === null) return 'not a JSON object'
  const type = 'type' in frame && typeof frame.type === 'string' ? cutText(frame.type, 100) : undefined
  return type === undefined ? 'no type' : `type ${type} is unknown, or its fields are invalid`
}

/** Returns the first frame of a session: it names the call, and the parameters of the element. */
export function setupFrame(call: CallRow, element: TexmlElement, session: string): object {
  return {
    type: 'setup',
    sessionId: session,
    accountSid: call.account_sid,
    callSid: call.id,
    callControlId: call.id,
    callSessionId: legOf(call),
    callLegId: legOf(call),
    from: call.from,
    to: call.to,
    direction: call.direction === 'inbound' ? 'inbound' : 'outbound',
    callerName: call.caller_name ?? '',
    callStatus: 'active',
    customParameters: customParameters(element),
  }
}
