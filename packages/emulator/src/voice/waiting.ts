import { addTimelineEntry } from '../texml/call-lifecycle.ts'
import type { DocumentRequest, Turn, VoiceEvent } from './verb-handler.ts'

/** When the document of a waiting call was requested, in milliseconds since 1970; null before. */
export interface WaitMemory {
  readonly askedMs: number | null
}

type WaitTurn = Pick<Turn, 'context' | 'call' | 'after' | 'runMeanwhile'> & {
  readonly memory: WaitMemory | undefined
  remember(memory: WaitMemory): void
}

/** Name of the timer event for the next request. */
const askAgain = 'ask again'
/** Minimum time between two requests for the document of a waiting call, in seconds. */
const minSecs = 1

/** Runs the document at `waitUrl` while a call waits. Without an address, it hears music. */
export function beginWaiting(turn: WaitTurn, request: DocumentRequest | undefined): void {
  if (request) ask(turn, request)
  else addTimelineEntry(turn.context, turn.call.id, 'waits', 'with music')
}

/** Runs the document again after it has ended. Returns whether the event concerns it. */
export function continueWaiting(
  turn: WaitTurn,
  request: () => DocumentRequest | undefined,
  event: VoiceEvent,
): boolean {
  const isTime = event.type === 'timer' && event.what === askAgain
  if (!isTime && event.type !== 'document-ended') return false
  const askedMs = turn.memory?.askedMs ?? null
  const leftSecs = askedMs === null ? 0 : minSecs - (turn.context.clock.now() - askedMs) / 1000
  // A document without a verb that takes time would be requested endlessly.
  if (leftSecs > 0) turn.after(leftSecs, askAgain)
  else ask(turn, request())
  return true
}

function ask(turn: WaitTurn, request: DocumentRequest | undefined): void {
  if (!request) return
  turn.remember({ askedMs: turn.context.clock.now() })
  turn.runMeanwhile(request)
}
