import { refusals } from '../http/refusal.ts'
import type { CallRow, CallStatus } from '../state/texml-rows.ts'
import { addTimelineEntry, answer, hangUp, isOver, ring } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'

/** What the remote party of a phone call can do. */
export const callActions = ['ring', 'answer', 'busy', 'no-answer', 'digits', 'hangup'] as const
/** An action of the remote party of a phone call. */
export type CallAction = (typeof callActions)[number]

/** Keys of a telephone; `w` is a pause. */
export const digitsPattern = /^[0-9A-D*#w]+$/

/** A phone call as the control API returns it, with its timeline. */
export type ShownCall = Pick<CallRow, 'account_sid' | 'from' | 'to' | 'status' | 'timeline'> & {
  readonly sid: string
}

/** Returns a phone call as the control API shows it. */
export function showCall({ id, account_sid, from, to, status, timeline }: CallRow): ShownCall {
  return { sid: id, account_sid, from, to, status, timeline }
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
  digits: string | undefined,
): ShownCall {
  const call = context.state.calls.get(callSid)
  if (!call) throw refusals.notFound('Unknown call')
  if (isOver(call)) throw refusals.unprocessable(`The call is over (${call.status})`)
  const isTalking = call.status === 'in-progress'
  const reject = (): never => {
    throw refusals.unprocessable(`The action ${action} is not possible while the call is ${call.status}`)
  }
  const end = (status: CallStatus) =>
    hangUp(context, call, status, { reason: 'by the remote party', by: 'callee' })
  if (action === 'ring') isTalking || call.status === 'ringing' ? reject() : ring(context, call)
  else if (action === 'answer') isTalking ? reject() : answer(context, call)
  else if (action === 'busy' || action === 'no-answer') isTalking ? reject() : end(action)
  else if (action === 'hangup') end(isTalking ? 'completed' : 'no-answer')
  else if (!isTalking || !digitsPattern.test(digits ?? '')) reject()
  else addTimelineEntry(context, callSid, 'digits', digits ?? null)
  return showCall(context.state.calls.get(callSid) ?? call)
}
