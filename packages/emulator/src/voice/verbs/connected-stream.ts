import { elementsOf } from '@greenroom/core/texml/language'
import { stopFork } from '../../texml/fork-lifecycle.ts'
import { streamSettings } from '../stream-settings.ts'
import { openStream } from '../streams.ts'
import { actionOr, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'

/** The stream that the verb waits for; null before it is started. */
export interface ConnectedStreamMemory {
  readonly fork_id: string | null
}

type StreamTurn = Turn<'Connect', ConnectedStreamMemory>

/** Executes `<Stream>` of `<Connect>`: waits until the stream ends. */
export const connectedStream: VerbHandler<'Connect', ConnectedStreamMemory> = {
  begin(turn) {
    const { context, call, element, resolve } = turn
    const noun = elementsOf(element).find(({ name }) => name === 'Stream') ?? element
    const settings = streamSettings(noun, resolve)
    const refused = settings ? context.outbox.prohibition(settings.url) : 'it has no WebSocket address'
    if (!settings || refused !== undefined) {
      turn.note('stream ended', refused)
      return end(turn, false)
    }
    const { id, status } = openStream(context, call, settings)
    turn.remember({ fork_id: id })
    // Some addresses cannot be opened at all.
    return status === 'stopped' ? end(turn, false) : wait
  },
  on(turn, event) {
    const isOver = event.type === 'stream-ended' && event.fork_id === turn.memory?.fork_id
    return isOver ? end(turn, event.was_open) : wait
  },
  abandon({ context, memory }) {
    const fork = context.state.callForks.get(memory?.fork_id ?? '')
    if (fork) stopFork(context, fork)
  },
}

function end({ attributes: { action, method } }: StreamTurn, wasOpen: boolean): Step {
  return actionOr(action, method, { Reason: wasOpen ? 'customer_disconnect' : 'service_error' })
}
