import { notifyCall } from '../../texml/context.ts'
import {
  isQueueFull,
  joinQueue,
  leaveQueue,
  openQueue,
  queueNow,
  queuePosition,
  takeFirst,
} from '../../texml/queue-lifecycle.ts'
import {
  actionOr,
  type DocumentRequest,
  type Step,
  type Turn,
  type VerbHandler,
  type VoiceEvent,
  wait,
} from '../verb-handler.ts'
import { beginWaiting, continueWaiting, type WaitMemory } from '../waiting.ts'

/** The wait of a caller, and the agent that it found. */
export interface EnqueueMemory extends WaitMemory {
  readonly joinedMs: number
  /** How long the caller waited, in seconds; null while it waits. */
  readonly waitedSecs: number | null
  /** The call that took it out of the queue. */
  readonly agentSid: string | null
  readonly isBridged: boolean
}

type EnqueueTurn = Turn<'Enqueue', EnqueueMemory>

/** Name of the queue of an `<Enqueue>` without a name. */
const defaultName = 'default'
/** Name of the timer event at the end of the wait. */
const maxWait = 'maximum wait'

/** Executes `<Enqueue>`: the caller waits until an agent takes it, a document leaves, or time is over. */
export const enqueue: VerbHandler<'Enqueue', EnqueueMemory> = {
  begin(turn) {
    const { context, call, attributes } = turn
    const queue = queueOf(turn)
    const now = context.clock.now()
    turn.remember({ askedMs: null, joinedMs: now, waitedSecs: null, agentSid: null, isBridged: false })
    if (isQueueFull(context, queue)) return finish(turn, 'queue-full')
    turn.note('enqueued', queue.sid)
    const agentSid = takeFirst(context, queue, 'agent')
    if (agentSid !== undefined) {
      notifyCall(context, agentSid, { type: 'matched', call_sid: call.id })
      return wait
    }
    joinQueue(context, queue, call.id, 'caller')
    turn.after(attributes.maxWaitTimeSecs, maxWait)
    beginWaiting(waiting(turn), waitRequest(turn))
    return wait
  },
  on(turn, event) {
    const memory = memoryOf(turn)
    if (event.type === 'matched') return meet(turn, event)
    if (event.type === 'left') return finish(turn, memory.isBridged ? 'bridged' : 'error')
    if (memory.agentSid !== null) {
      if (event.type === 'document-ended' && !memory.isBridged) bridge(turn)
      return wait
    }
    if (event.type === 'timer' && event.what === maxWait) return finish(turn, 'max-wait-time-exceeded')
    if (event.type === 'document-ended' && event.left) return finish(turn, 'leave')
    continueWaiting(waiting(turn), () => waitRequest(turn), event)
    return wait
  },
  abandon(turn, why) {
    const { isBridged, agentSid } = memoryOf(turn)
    const result = why === 'hangup' ? 'hangup' : isBridged ? 'redirected-from-bridged' : 'redirected'
    leave(turn)
    const { action, method } = turn.attributes
    if (action !== undefined) {
      const fields = resultFields(turn, isBridged && why === 'hangup' ? 'bridged' : result)
      turn.notify({ url: action, method, fields }, 'texml.enqueue')
    }
    if (agentSid !== null) notifyCall(turn.context, agentSid, { type: 'left', reason: result })
  },
}

function nameOf({ text }: EnqueueTurn): string {
  return text || defaultName
}

function queueOf(turn: EnqueueTurn) {
  return openQueue(turn.context, turn.call.account_sid, nameOf(turn))
}

function memoryOf({ memory, context }: EnqueueTurn): EnqueueMemory {
  const now = context.clock.now()
  return memory ?? { askedMs: null, joinedMs: now, waitedSecs: null, agentSid: null, isBridged: false }
}

/** Lets the wait change its part of the memory and keep the rest. */
function waiting(turn: EnqueueTurn): Parameters<typeof beginWaiting>[0] {
  return {
    context: turn.context,
    call: turn.call,
    memory: turn.memory,
    after: turn.after,
    runMeanwhile: turn.runMeanwhile,
    remember: ({ askedMs }) => turn.remember({ ...memoryOf(turn), askedMs }),
  }
}

function waitRequest(turn: EnqueueTurn): DocumentRequest | undefined {
  const { context, call, attributes } = turn
  if (attributes.waitUrl === undefined) return undefined
  const queue = queueOf(turn)
  const { size, averageSecs } = queueNow(context, queue)
  const fields = {
    QueueSid: queue.sid,
    QueuePosition: String(queuePosition(context, call.id)),
    CurrentQueueSize: String(size),
    QueueTime: String(waitedSecs(turn)),
    AvgQueueTime: String(averageSecs),
  }
  return { url: attributes.waitUrl, method: attributes.waitUrlMethod, fields }
}

/** An agent takes the caller: its document runs first, then both are connected. */
function meet(turn: EnqueueTurn, { call_sid, document }: Extract<VoiceEvent, { type: 'matched' }>): Step {
  leave(turn)
  turn.remember({ ...memoryOf(turn), agentSid: call_sid })
  if (!document) {
    bridge(turn)
    return wait
  }
  const fields = { QueueSid: nameOf(turn), QueueTime: String(waitedSecs(turn)), DequeingCallSid: call_sid }
  turn.runMeanwhile({ ...document, fields })
  return wait
}

function bridge(turn: EnqueueTurn): void {
  const memory = memoryOf(turn)
  if (memory.agentSid === null) return
  turn.stopMeanwhile()
  turn.remember({ ...memory, isBridged: true })
  turn.note('bridged', memory.agentSid)
  notifyCall(turn.context, memory.agentSid, { type: 'bridged' })
}

/** Takes the caller out of the queue and ends what it hears. */
function leave(turn: EnqueueTurn): void {
  turn.stopMeanwhile()
  leaveQueue(turn.context, turn.call.id)
  turn.remember({ ...memoryOf(turn), waitedSecs: waitedSecs(turn) })
}

function finish(turn: EnqueueTurn, result: string): Step {
  leave(turn)
  turn.note('left the queue', result)
  return actionOr(turn.attributes.action, turn.attributes.method, resultFields(turn, result))
}

function resultFields(turn: EnqueueTurn, QueueResult: string): Record<string, string> {
  return { QueueResult, QueueSid: nameOf(turn), QueueTime: String(waitedSecs(turn)) }
}

function waitedSecs(turn: EnqueueTurn): number {
  const { waitedSecs: waited, joinedMs } = memoryOf(turn)
  return waited ?? Math.round((turn.context.clock.now() - joinedMs) / 1000)
}
