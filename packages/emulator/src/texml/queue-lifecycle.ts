import type { QueueMemberRow, QueueRow } from '../state/texml-rows.ts'
import { isOf } from './accounts.ts'
import type { TexmlContext } from './context.ts'

/** Who waits in a queue: a caller for an agent, or an agent for a caller. */
export type QueueRole = QueueMemberRow['role']

/** A queue at the moment. */
export interface QueueNow {
  /** Number of waiting callers. */
  readonly size: number
  /** How long they have waited on average, in whole seconds. */
  readonly averageSecs: number
}

/** Number of callers in a queue that was created without a maximum. */
const defaultMaxSize = 100

/** Returns an account's queue; undefined if it does not exist. */
export function findQueue(context: TexmlContext, accountSid: string, sid: string): QueueRow | undefined {
  const { queues } = context.state
  return (
    queues.get(idOf(accountSid, sid)) ?? queues.named(sid).find((queue) => isOf(context, accountSid, queue))
  )
}

/** Returns an account's queue. It is created if it does not exist. */
export function openQueue(context: TexmlContext, account_sid: string, sid: string): QueueRow {
  const { state, clock } = context
  const now = clock.now()
  return (
    findQueue(context, account_sid, sid) ??
    state.queues.put({
      id: idOf(account_sid, sid),
      account_sid,
      sid,
      max_size: defaultMaxSize,
      joined_sum_ms: 0,
      created_ms: now,
      updated_ms: now,
    })
  )
}

/** Returns the size of a queue and the average wait of its callers. */
export function queueNow({ state, clock }: TexmlContext, queue: QueueRow): QueueNow {
  const size = state.queueMembers.count(keyOf(queue.id, 'caller'))
  const averageMs = size === 0 ? 0 : clock.now() - queue.created_ms - queue.joined_sum_ms / size
  return { size, averageSecs: Math.max(0, Math.round(averageMs / 1000)) }
}

/** Returns whether a queue accepts no more callers. */
export function isQueueFull(context: TexmlContext, queue: QueueRow): boolean {
  return queueNow(context, queue).size >= queue.max_size
}

/** Returns the position of a waiting caller, from 1; 0 if the call does not wait. */
export function queuePosition({ state }: TexmlContext, callSid: string): number {
  const member = state.queueMembers.get(callSid)
  return member ? state.queueMembers.position(member) : 0
}

/** Lets a call wait in a queue, as the last one. */
export function joinQueue(context: TexmlContext, queue: QueueRow, callSid: string, role: QueueRole): void {
  const { state, clock } = context
  leaveQueue(context, callSid)
  const now = clock.now()
  state.queueMembers.put({ id: callSid, queue_id: queue.id, role, created_ms: now, updated_ms: now })
  if (role === 'caller') addJoined(context, queue.id, now, 1)
}

/** Removes a call from its queue. Does nothing if it does not wait. */
export function leaveQueue(context: TexmlContext, callSid: string): void {
  const { queueMembers } = context.state
  const member = queueMembers.get(callSid)
  if (!member) return
  queueMembers.delete(callSid)
  if (member.role === 'caller') addJoined(context, member.queue_id, member.created_ms, -1)
}

/** Removes the call that waits longest in a role, and returns its SID; undefined if none waits. */
export function takeFirst(context: TexmlContext, queue: QueueRow, role: QueueRole): string | undefined {
  const first = context.state.queueMembers.first(keyOf(queue.id, role))
  if (first) leaveQueue(context, first.id)
  return first?.id
}

function addJoined({ state }: TexmlContext, queueId: string, joinedMs: number, sign: 1 | -1): void {
  const queue = state.queues.get(queueId)
  if (!queue) return
  const joined_sum_ms = queue.joined_sum_ms + sign * (joinedMs - queue.created_ms)
  state.queues.put({ ...queue, joined_sum_ms })
}

function idOf(accountSid: string, sid: string): string {
  return `${accountSid} ${sid}`
}

function keyOf(queueId: string, role: QueueRole): string {
  return `${role} ${queueId}`
}
