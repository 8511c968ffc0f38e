import { actionOr, type Step, type Turn } from '../verb-handler.ts'

/** How a `<Dial>` ended. */
export interface DialOutcome {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'canceled' | 'failed'
  /** How long both were connected, in seconds. */
  readonly secs: number
  /** The other call; undefined if there was none. */
  readonly callSid?: string | undefined
}

type DialTurn = Pick<Turn<'Dial'>, 'attributes' | 'notify'>

/** Returns the step after a `<Dial>`: its `action`, or the next verb. */
export function dialAction({ attributes }: DialTurn, outcome: DialOutcome): Step {
  return actionOr(attributes.action, attributes.method, fieldsOf(outcome))
}

/** Requests the `action` of a `<Dial>` after its call ended, and ignores the response. */
export function notifyDialAction({ attributes, notify }: DialTurn, outcome: DialOutcome): void {
  const { action: url, method } = attributes
  if (url !== undefined) notify({ url, method, fields: fieldsOf(outcome) }, 'texml.dial')
}

function fieldsOf({ status, secs, callSid }: DialOutcome) {
  return {
    DialCallSid: callSid,
    DialCallSidLegacy: callSid,
    DialCallStatus: status,
    DialCallDuration: String(Math.round(secs)),
  }
}
