import * as v from 'valibot'
import { refusals } from '../http/refusal.ts'
import type { CallRow, CallStatus } from '../state/texml-rows.ts'
import { type AnsweredBy, addTimelineEntry, answer, hangUp, isOver, ring } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import { pressKeys, respondToRefer, speak } from '../voice/keys.ts'

/** What the remote party of a phone call can do. */
export const callActions = [
  'ring',
  'answer',
  'busy',
  'no-answer',
  'digits',
  'speech',
  'refer',
  'hangup',
] as const
/** An action of the remote party of a phone call. */
export type CallAction = (typeof callActions)[number]

/** Keys of a telephone; `w` is a pause of half a second. */
export const digitsPattern = /^[0-9A-D*#w]+$/

/** What an action needs to know. */
export type ActionInput = v.InferOutput<typeof ActionInput>
export const ActionInput = v.strictObject({
  /** Keys to press, for `digits`. */
  digits: v.optional(v.pipe(v.string(), v.maxLength(1000), v.regex(digitsPattern))),
  /** What is said, for `speech`. */
  text: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
  /** Who answers, for `answer`. Default: a human. */
  by: v.optional(v.picklist(['human', 'machine', 'fax'])),
  /** SIP status code of the response to a `<Refer>`, for `refer`. Default: 202. */
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(699))),
})

/** A call from outside. */
export const InboundInput = v.strictObject({
  from: v.pipe(v.string(), v.nonEmpty()),
  to: v.pipe(v.string(), v.nonEmpty()),
  application_sid: v.optional(v.string()),
  url: v.optional(v.pipe(v.string(), v.url())),
  texml: v.optional(v.string()),
})

/** A phone call as the control API returns it, with its timeline. */
export type ShownCall = Pick<
  CallRow,
  'account_sid' | 'from' | 'to' | 'status' | 'direction' | 'parent_call_sid' | 'error' | 'timeline'
> & {
  readonly sid: string
  /** What the remote party heard, oldest first. */
  readonly heard: readonly Pick<CallRow['heard'][number], 'at' | 'verb' | 'text' | 'url' | 'secs'>[]
}

/** Returns a phone call as the control API shows it. */
export function showCall(call: CallRow): ShownCall {
  const { id: sid, account_sid, from, to, status, direction, parent_call_sid, error, timeline } = call
  const heard = call.heard.map(({ voice: _, language: __, interrupted: ___, ...entry }) => entry)
  return { sid, account_sid, from, to, status, direction, parent_call_sid, error, timeline, heard }
}

/**
 * Plays the remote party of a phone call.
 *
 * @throws {Refusal} 404 for an unknown call; 422 if the call is over or its status does not allow the action.
 */
export function playCall(
  context: TexmlContext,
  callSid: string,
  action: CallAction,
  { digits, text, by, status = 202 }: ActionInput = {},
): ShownCall {
  const call = context.state.calls.get(callSid)
  if (!call) throw refusals.notFound('Unknown call')
  if (isOver(call)) throw refusals.unprocessable(`The call is over (${call.status})`)
  const isTalking = call.status === 'in-progress'
  const isInbound = call.direction === 'inbound'
  const reject = (): never => {
    throw refusals.unprocessable(`The action ${action} is not possible while the call is ${call.status}`)
  }
  const unanswered = (work: () => void) => {
    // The remote party placed an inbound call: it can neither ring nor answer.
    if (isTalking || isInbound) reject()
    else work()
  }
  const end = (status: CallStatus) =>
    hangUp(context, call, status, { reason: 'by the remote party', by: isInbound ? 'caller' : 'callee' })
  const actions: Readonly<Record<CallAction, () => void>> = {
    ring: () => unanswered(() => (call.status === 'ringing' ? reject() : ring(context, call))),
    answer: () => unanswered(() => answer(context, call, undefined, by satisfies AnsweredBy | undefined)),
    busy: () => unanswered(() => end('busy')),
    'no-answer': () => unanswered(() => end('no-answer')),
    hangup: () => end(isTalking ? 'completed' : isInbound ? 'canceled' : 'no-answer'),
    digits() {
      if (!isTalking || digits === undefined || !digitsPattern.test(digits)) return reject()
      addTimelineEntry(context, callSid, 'digits', digits)
      pressKeys(context, callSid, digits)
    },
    speech() {
      if (!isTalking || text === undefined) return reject()
      // The phone reports the sound of a long message again and again.
      const last = context.state.calls.get(callSid)?.timeline.at(-1)
      if (text !== '' || last?.what !== 'speech' || last.detail !== '') {
        addTimelineEntry(context, callSid, 'speech', text)
      }
      speak(context, callSid, text)
    },
    refer() {
      if (!respondToRefer(context, callSid, status)) reject()
    },
  }
  actions[action]()
  return showCall(context.state.calls.get(callSid) ?? call)
}
