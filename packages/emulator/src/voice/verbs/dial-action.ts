import { progressFields } from '../../texml/call-lifecycle.ts'
import { actionOr, type Step, type Turn } from '../verb-handler.ts'

/** How a `<Dial>` ended. */
export interface DialOutcome {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed'
  /** How long both were connected, in seconds. */
  readonly secs: number
  /** The other call; undefined if there was none. */
  readonly callSid?: string | undefined
  /** Fields about its recording. Default: none. */
  readonly recorded?: Readonly<Record<string, string>> | undefined
}

type DialTurn = Pick<Turn<'Dial'>, 'context' | 'call' | 'attributes' | 'notify'>

/** Returns the step after a `<Dial>`: its `action`, or the next verb. */
export function dialAction(turn: DialTurn, outcome: DialOutcome): Step {
  const { action, method } = turn.attributes
  return actionOr(action, method, fieldsOf(turn, outcome))
}

/** Requests the `action` of a `<Dial>` after the caller hung up, and ignores the response. */
export function notifyDialAction(turn: DialTurn, outcome: DialOutcome): void {
  const { action: url, method } = turn.attributes
  if (url !== undefined) turn.notify({ url, method, fields: fieldsOf(turn, outcome) }, 'texml.dial')
}

function fieldsOf({ context, call }: DialTurn, { status, secs, callSid, recorded }: DialOutcome) {
  return {
    ...progressFields(call, context.clock.now()),
    DialCallSid: callSid,
    DialCallSidLegacy: callSid,
    DialCallStatus: status,
    DialCallDuration: String(Math.round(secs)),
    ...recorded,
  }
}
