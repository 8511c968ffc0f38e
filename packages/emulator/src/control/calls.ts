import { refusals } from '../http/refusal.ts'
import type { CallRow, CallStatus } from '../state/texml-rows.ts'
import { answer, hangUp, isOver, note, ring } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'

/** What the other end of a call can do. */
export const callActions = ['ring', 'answer', 'busy', 'no-answer', 'digits', 'hangup'] as const
export type CallAction = (typeof callActions)[number]

/** Keys of a telephone; `w` waits. */
export const digitsPattern = /^[0-9A-D*#w]+$/

/** A call as the control shows it: as it is kept, with all that happened to it. */
export type ShownCall = Pick<CallRow, 'account_sid' | 'from' | 'to' | 'status' | 'timeline'> & {
  readonly sid: string
}

export function showCall({ id, account_sid, from, to, status, timeline }: CallRow): ShownCall {
  return { sid: id, account_sid, from, to, status, timeline }
}

/**
 * Plays the other end of a call.
 *
 * @throws {Refusal} 404 for an unknown call, 422 for one that is over, or does not stand so that this can happen.
 */
export function playCall(
  context: TexmlContext,
  callSid: string,
  action: CallAction,
  digits: string | undefined,
): ShownCall {
  const call = context.state.calls.get(callSid)
  if (!call) throw refusals.notFound('There is no such call')
  if (isOver(call)) throw refusals.unprocessable(`The call is over: ${call.status}`)
  const isTalking = call.status === 'in-progress'
  const refuse = (): never => {
    throw refusals.unprocessable(`A call that is ${call.status} cannot be given ${action}`)
  }
  const end = (status: CallStatus) => hangUp(context, call, status, { why: 'by the other end', by: 'callee' })
  if (action === 'ring') isTalking || call.status === 'ringing' ? refuse() : ring(context, call)
  else if (action === 'answer') isTalking ? refuse() : answer(context, call)
  else if (action === 'busy' || action === 'no-answer') isTalking ? refuse() : end(action)
  else if (action === 'hangup') end(isTalking ? 'completed' : 'no-answer')
  else if (!isTalking || !digitsPattern.test(digits ?? '')) refuse()
  else note(context, callSid, 'digits', digits ?? null)
  return showCall(context.state.calls.get(callSid) ?? call)
}
