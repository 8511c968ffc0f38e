import { connectParticipant, leaveConference } from './conference-lifecycle.ts'
import type { TexmlContext } from './context.ts'
import { followInstructions } from './instructions.ts'

/**
 * Connects answered phone calls to their conference or instructions, and removes ended ones from their
 * conference.
 */
export function handleCallEvents(context: TexmlContext): void {
  context.callEvents.listen(({ type, call }) => {
    if (type === 'call.ended') leaveConference(context, call.id)
    else if (context.state.conferenceParticipants.get(call.id)) connectParticipant(context, call.id)
    else followInstructions(context, call)
  })
}
