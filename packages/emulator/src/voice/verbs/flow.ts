import { isOver } from '../../texml/call-lifecycle.ts'
import { next, type VerbHandler, wait } from '../verb-handler.ts'

/** Executes `<Hangup>`. */
export const hangup: VerbHandler<'Hangup'> = {
  begin: () => ({ do: 'end', status: 'completed', reason: 'ended by its instructions' }),
}

/** Executes `<Leave>` in the document of a caller who waits in a queue. */
export const leave: VerbHandler<'Leave'> = {
  answers: () => false,
  begin: () => ({ do: 'leave' }),
}

/** Executes `<Pause>`. */
export const pause: VerbHandler<'Pause'> = {
  begin(turn) {
    turn.after(turn.attributes.length, 'end of the pause')
    return wait
  },
  on: (_, event) => (event.type === 'timer' ? next : wait),
}

/** Executes `<Redirect>`. An empty one asks for the current document again. */
export const redirect: VerbHandler<'Redirect'> = {
  answers: () => false,
  begin: ({ attributes, text }) => ({
    do: 'request',
    request: { url: text, method: attributes.method ?? 'POST' },
  }),
}

/** Executes `<Reject>`: as the first verb it refuses the call, later it ends it. */
export const reject: VerbHandler<'Reject'> = {
  answers: () => false,
  begin({ attributes, call }) {
    const reason = 'rejected by its instructions'
    if (isOver(call) || call.status === 'in-progress') return { do: 'end', status: 'completed', reason }
    return { do: 'end', status: attributes.reason === 'busy' ? 'busy' : 'failed', reason }
  },
}
