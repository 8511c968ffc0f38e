import { elementsOf, textOf } from '@greenroom/core/texml/language'
import { connectParticipant, findConference, openConference } from '../../texml/conference-lifecycle.ts'
import { type Turn, type VerbHandler, wait } from '../verb-handler.ts'

/** Executes `<Dial>` with a `<Conference>`. */
export const dialConference: VerbHandler<'Dial'> = {
  begin(turn) {
    const conference = elementsOf(turn.element).find(({ name }) => name === 'Conference')
    joinConference(turn, conference ? textOf(conference).trim() : '')
    return wait
  },
}

function joinConference({ context, call }: Turn<'Dial'>, friendly_name: string): void {
  const { state, clock } = context
  const { account_sid } = call
  const conference =
    findConference(context, account_sid, friendly_name) ??
    openConference(context, {
      account_sid,
      friendly_name,
      callback: { url: null, events: [], method: 'POST' },
      max_participants: 250,
      record: null,
    })
  const now = clock.now()
  state.conferenceParticipants.put({
    id: call.id,
    account_sid,
    conference_sid: conference.id,
    label: null,
    status: 'connecting',
    muted: false,
    hold: false,
    coaching: false,
    coaching_call_sid: null,
    end_conference_on_exit: false,
    start_conference_on_enter: true,
    created_ms: now,
    updated_ms: now,
  })
  connectParticipant(context, call.id)
}
