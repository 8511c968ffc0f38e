import type { CallRow } from '../state/texml-rows.ts'
import { abandonRun, dispatch } from '../voice/interpreter.ts'
import { endCall } from './call-lifecycle.ts'
import { connectParticipant, leaveConference } from './conference-lifecycle.ts'
import type { TexmlContext } from './context.ts'
import { followInstructions } from './instructions.ts'

/**
 * Connects answered phone calls to their conference or instructions, removes ended ones from their
 * conference, and reports both to the call with the `<Dial>`.
 */
export function handleCallEvents(context: TexmlContext): void {
  context.callEvents.listen((happened) => {
    const { type, call } = happened
    if (type === 'call.notified') dispatch(context, call.id, happened.event, 'first')
    else if (type === 'call.answered') {
      if (call.direction === 'inbound') return
      if (call.direction === 'dial') reportToParent(context, call, 'answered')
      else if (context.state.conferenceParticipants.get(call.id)) connectParticipant(context, call.id)
      else followInstructions(context, call)
    } else if (type === 'call.ended') {
      abandonRun(context, call.id, 'hangup')
      leaveConference(context, call.id)
      reportToParent(context, call, 'ended')
    } else if (call.parent_call_sid === null) endCall(context, call, 'the document ended')
    else reportToParent(context, call, 'bridged')
  })
}

function reportToParent(context: TexmlContext, call: CallRow, what: 'answered' | 'bridged' | 'ended'): void {
  if (call.parent_call_sid !== null)
    dispatch(context, call.parent_call_sid, { type: 'leg', call, what }, 'first')
}
