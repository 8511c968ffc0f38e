import { elementsOf, textOf } from '@greenroom/core/texml/language'
import { iso } from '../../texml/context.ts'
import { actionOr, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'

/** How long the other system takes to accept a transfer, in seconds. */
const acceptSecs = 2
/** SIP status code of the response to an accepted transfer. */
const accepted = 202

/** Executes `<Refer>`: the call ends once the other system took it over. */
export const refer: VerbHandler<'Refer'> = {
  begin(turn) {
    const target = elementsOf(turn.element).find(({ name }) => name === 'Sip')
    turn.note('refer', target ? textOf(target).trim() : null)
    turn.after(acceptSecs, 'accepted')
    return wait
  },
  on(turn, event) {
    if (event.type === 'timer') return end(turn, accepted)
    return event.type === 'refer' ? end(turn, event.status) : wait
  },
}

function end(turn: Turn<'Refer'>, status: number): Step {
  const { action: url, method } = turn.attributes
  const isAccepted = status < 300
  const fields = {
    ReferCallStatus: isAccepted ? 'in-progress' : failureOf(status),
    ReferSipResponseCode: String(status),
    ...(isAccepted && { NotifySipResponseCode: '200' }),
    Timestamp: iso(turn.context.clock.now()),
  }
  turn.note('refer response', String(status))
  if (!isAccepted) return actionOr(url, method, fields)
  // The call is at the other system from now on: the response to `action` has no effect.
  if (url !== undefined) turn.notify({ url, method, fields }, 'texml.refer')
  return { do: 'end', status: 'completed', reason: 'replaced by the call of the other system' }
}

function failureOf(status: number): 'busy' | 'canceled' | 'failed' {
  if (status === 486 || status === 600) return 'busy'
  return status === 487 ? 'canceled' : 'failed'
}
