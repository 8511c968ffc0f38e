import { elementsOf, readAttributes, textOf, verbs } from '@greenroom/core/texml/language'
import { notifyCall } from '../../texml/context.ts'
import { joinQueue, leaveQueue, openQueue, takeFirst } from '../../texml/queue-lifecycle.ts'
import { type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'
import { type DialOutcome, dialAction, notifyDialAction } from './dial-action.ts'

/** The caller that an agent took out of a queue, and since when both are connected. */
interface DialQueueMemory {
  readonly callerSid: string | null
  readonly bridgedMs: number | null
}

type QueueTurn = Turn<'Dial', DialQueueMemory>

const start: DialQueueMemory = { callerSid: null, bridgedMs: null }
/** Names of the timer events at the end of `timeout` and of `timeLimit`. */
const noCaller = 'no caller'
const timeLimit = 'time limit'

/** Executes `<Dial>` with a `<Queue>`: connects the first waiting caller, or waits for one. */
export const dialQueue: VerbHandler<'Dial', DialQueueMemory> = {
  begin(turn) {
    const { context, call, attributes } = turn
    const noun = nounOf(turn)
    const queue = openQueue(context, call.account_sid, noun ? textOf(noun).trim() : '')
    turn.remember(start)
    const callerSid = takeFirst(context, queue, 'caller')
    if (callerSid === undefined) {
      turn.note('waits for a caller', queue.sid)
      joinQueue(context, queue, call.id, 'agent')
      turn.after(attributes.timeout, noCaller)
    } else meet(turn, callerSid)
    return wait
  },
  on(turn, event) {
    const { callerSid, bridgedMs } = turn.memory ?? start
    if (event.type === 'matched') meet(turn, event.call_sid)
    else if (event.type === 'bridged') {
      turn.remember({ callerSid, bridgedMs: turn.context.clock.now() })
      turn.note('bridged', callerSid)
      turn.after(turn.attributes.timeLimit, timeLimit)
    } else if (event.type === 'left') return dialAction(turn, outcomeOf(turn))
    else if (event.type === 'timer' && event.what === noCaller && callerSid === null) {
      leaveQueue(turn.context, turn.call.id)
      return dialAction(turn, outcomeOf(turn))
    } else if (event.type === 'timer' && event.what === timeLimit) return hangUpCaller(turn)
    else if (event.type === 'key' && event.key === '*' && turn.attributes.hangupOnStar && bridgedMs !== null)
      return hangUpCaller(turn)
    return wait
  },
  abandon(turn, why) {
    leaveQueue(turn.context, turn.call.id)
    if (why === 'hangup') notifyDialAction(turn, outcomeOf(turn))
    endBridge(turn)
  },
}

function nounOf({ element }: QueueTurn) {
  return elementsOf(element).find(({ name }) => name === 'Queue')
}

/** Takes a caller, who hears the document of the `<Queue>` first. */
function meet(turn: QueueTurn, callerSid: string): void {
  turn.remember({ callerSid, bridgedMs: null })
  const noun = nounOf(turn)
  const { url, method = 'POST' } = noun ? readAttributes(verbs.Queue, noun).values : {}
  const address = url === undefined ? undefined : turn.resolve(url)
  notifyCall(turn.context, callerSid, {
    type: 'matched',
    call_sid: turn.call.id,
    ...(address !== undefined && { document: { url: address, method } }),
  })
}

function hangUpCaller(turn: QueueTurn): Step {
  const outcome = outcomeOf(turn)
  endBridge(turn)
  return dialAction(turn, outcome)
}

function endBridge({ memory, context }: QueueTurn): void {
  if (memory?.callerSid) notifyCall(context, memory.callerSid, { type: 'left', reason: 'the agent left' })
}

function outcomeOf({ memory, context }: QueueTurn): DialOutcome {
  const { callerSid, bridgedMs } = memory ?? start
  if (bridgedMs === null) return { status: 'no-answer', secs: 0, callSid: callerSid ?? undefined }
  const secs = (context.clock.now() - bridgedMs) / 1000
  return { status: 'completed', secs, callSid: callerSid ?? undefined }
}
