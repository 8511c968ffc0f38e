import type { CallRow } from '../state/texml-rows.ts'
import { abandonRun, dispatch } from '../voice/interpreter.ts'
import type { VoiceEvent } from '../voice/voice-event.ts'
import { endCall } from './call-lifecycle.ts'
import { connectParticipant, leaveConference } from './conference-lifecycle.ts'
import type { TexmlContext } from './context.ts'
import { followInstructions } from './instructions.ts'
import { reportAnsweredBy } from './machine-detection.ts'

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
      if (call.direction === 'dial') connectLeg(context, call)
      else if (context.state.conferenceParticipants.get(call.id)) {
        void reportAnsweredBy(context, call)
        connectParticipant(context, call.id)
      } else followDetected(context, call)
    } else if (type === 'call.redirected') leaveBridge(context, call)
    else if (type === 'call.ended') {
      abandonRun(context, call.id, 'hangup')
      leaveConference(context, call.id)
      reportToParent(context, call, 'ended')
    } else if (call.bridge === 'pending') reportToParent(context, call, 'bridged')
    else endCall(context, call, 'the document ended')
  })
}

/** Runs the document of an answered call. It waits for a detection that is not asynchronous. */
function followDetected(context: TexmlContext, call: CallRow): void {
  const atMark = context.clock.mark()
  const reported = reportAnsweredBy(context, call)
  if (!call.detection?.is_awaited) {
    followInstructions(context, call)
    return
  }
  const follow = () => {
    const current = context.state.calls.get(call.id)
    if (current?.status === 'in-progress') followInstructions(context, current)
  }
  void context.pending.track(reported.then(() => atMark(follow)))
}

/** Runs the document of a `<Number>` or `<Sip>` for the called party, or connects it at once. */
function connectLeg(context: TexmlContext, call: CallRow): void {
  void reportAnsweredBy(context, call)
  reportToParent(context, call, 'answered')
  const leg = context.state.calls.get(call.id)
  if (leg?.status !== 'in-progress' || leg.bridge !== 'pending') return
  const { texml, urls } = leg.instructions
  if (texml !== null || urls.length > 0) followInstructions(context, leg)
  else reportToParent(context, leg, 'bridged')
}

/** Separates a called party from its caller, because the API gave it another document. */
function leaveBridge(context: TexmlContext, call: CallRow): void {
  if (call.bridge !== 'connected') return
  const left = context.state.calls.put({ ...call, bridge: 'left' })
  reportToParent(context, left, 'left')
}

function reportToParent(
  context: TexmlContext,
  call: CallRow,
  what: Extract<VoiceEvent, { type: 'leg' }>['what'],
): void {
  if (call.parent_call_sid !== null)
    dispatch(context, call.parent_call_sid, { type: 'leg', call, what }, 'first')
}
