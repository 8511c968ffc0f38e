import type * as conferenceParticipants from '@greenroom/core/texml/conference-participants'
import type * as conferences from '@greenroom/core/texml/conferences'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { refusals } from '../http/refusal.ts'
import type { ConferenceParticipantRow } from '../state/texml-rows.ts'
import { rowsOf } from './accounts.ts'
import { endCall, placeCall } from './call-lifecycle.ts'
import { partiesOf, recordOf } from './calls.ts'
import {
  addParticipant,
  endConference,
  findConference,
  isConferenceFull,
  openConference,
  participantsOf,
} from './conference-lifecycle.ts'
import { callbackRow, type TexmlContext } from './context.ts'
import { notFound, requireConference } from './find.ts'
import { detectionRow } from './machine-detection.ts'
import { isWithin, texmlPageOf } from './paging.ts'
import {
  conferenceRecordingView,
  conferenceView,
  dialedParticipantView,
  participantView,
  recordingView,
} from './views.ts'

/** Creates the handlers of the endpoints for conferences. */
export function createConferenceHandlers(context: TexmlContext): Handlers<typeof conferences> {
  const { state, links } = context
  const recordings = (accountSid: string, sidOrName: string) => {
    const { id } = requireConference(context, accountSid, sidOrName)
    return rowsOf(context, state.texmlRecordings, accountSid).filter((row) => row.conference_sid === id)
  }
  return {
    list({ account_sid, FriendlyName, Status, DateCreated, DateUpdated, ...paging }) {
      const rows = rowsOf(context, state.conferences, account_sid).filter(
        (row) =>
          (FriendlyName === undefined || row.friendly_name === FriendlyName) &&
          (Status === undefined || row.status === Status) &&
          isWithin(row.created_ms, DateCreated) &&
          isWithin(row.updated_ms, DateUpdated),
      )
      return texmlPageOf(rows, paging, `/texml/Accounts/${account_sid}/Conferences.json`, conferenceView)
    },

    retrieve: ({ account_sid, conference_sid }) =>
      conferenceView(requireConference(context, account_sid, conference_sid)),

    update({ account_sid, conference_sid, Status }) {
      const conference = requireConference(context, account_sid, conference_sid)
      if (Status !== undefined && Status !== 'completed') {
        throw refusals.invalidEnumValue('Status must be completed', { pointer: '/Status' })
      }
      return conferenceView(
        Status === 'completed'
          ? endConference(context, conference, 'conference-ended-via-api', { hangUp: true })
          : conference,
      )
    },

    listRecordings: ({ account_sid, conference_sid, ...paging }) =>
      texmlPageOf(
        recordings(account_sid, conference_sid),
        paging,
        `/texml/Accounts/${account_sid}/Conferences/${conference_sid}/Recordings.json`,
        (row) => recordingView(row, links),
      ),

    listRecordingResources({ account_sid, conference_sid, ...paging }) {
      const rows = recordings(account_sid, conference_sid)
      const path = `/texml/Accounts/${account_sid}/Conferences/${conference_sid}/Recordings`
      const { data, meta } = texmlPageOf(rows, paging, path, (row) => conferenceRecordingView(row, links))
      // The description has this list of participants, without saying what it contains.
      return { data, meta: { ...meta, participants: [] } }
    },
  }
}

/** Creates the handlers of the endpoints for participants of conferences. */
export function createConferenceParticipantHandlers(
  context: TexmlContext,
): Handlers<typeof conferenceParticipants> {
  const { state, clock } = context
  const find = (accountSid: string, sidOrName: string, callOrLabel: string): ConferenceParticipantRow => {
    const conference = requireConference(context, accountSid, sidOrName)
    const participant = state.conferenceParticipants
      .of(conference.id)
      .find(
        ({ id, label, status }) => id === callOrLabel || (label === callOrLabel && status !== 'completed'),
      )
    if (!participant) throw notFound()
    return participant
  }
  return {
    list({ account_sid, conference_sid, ...paging }) {
      const { id } = requireConference(context, account_sid, conference_sid)
      const path = `/texml/Accounts/${account_sid}/Conferences/${conference_sid}/Participants.json`
      return texmlPageOf(participantsOf(context, id), paging, path, participantView)
    },

    create(input) {
      const { account_sid, conference_sid, ApplicationSid } = input
      const found = findConference(context, account_sid, conference_sid)
      if (!found && ApplicationSid === undefined) throw notFound()
      // The vendor's examples name neither party.
      if (input.To === undefined && input.From !== undefined)
        throw refusals.missing("Can't be blank: To", { pointer: '/To' })
      const conference =
        found ??
        openConference(context, {
          account_sid,
          friendly_name: conference_sid,
          max_participants: input.MaxParticipants ?? 250,
          callback: callbackRow(
            input.ConferenceStatusCallback,
            input.ConferenceStatusCallbackEvent,
            '',
            input.ConferenceStatusCallbackMethod,
          ),
          record: ['true', 'record-from-start'].includes(input.ConferenceRecord ?? '')
            ? callbackRow(
                input.ConferenceRecordingStatusCallback,
                input.ConferenceRecordingStatusCallbackEvent,
                'completed',
                input.ConferenceRecordingStatusCallbackMethod,
              )
            : null,
          record_beep: false,
        })
      if (conference.status === 'completed') throw notFound()
      if (isConferenceFull(context, conference)) {
        throw refusals.full(`The conference is full (${conference.max_participants} participants)`)
      }
      const call = placeCall(context, {
        account_sid,
        application_sid: ApplicationSid ?? '',
        ...partiesOf(input),
        instructions: { texml: null, urls: [] },
        callback: callbackRow(
          input.StatusCallback,
          input.StatusCallbackEvent,
          'completed',
          input.StatusCallbackMethod,
        ),
        record: recordOf(input),
        detection: detectionRow(
          input.MachineDetection,
          input.AmdStatusCallback,
          input.AmdStatusCallbackMethod,
        ),
      })
      const participant = addParticipant(context, {
        id: call.id,
        account_sid,
        conference_sid: conference.id,
        label: input.Label ?? null,
        muted: input.Muted ?? false,
        beep: input.Beep ?? 'true',
        coaching: input.Coaching ?? false,
        coaching_call_sid: input.CallSidToCoach ?? null,
        end_conference_on_exit: input.EndConferenceOnExit ?? false,
        start_conference_on_enter: input.StartConferenceOnEnter ?? true,
      })
      return dialedParticipantView(participant)
    },

    retrieve: ({ account_sid, conference_sid, call_sid_or_participant_label: callOrLabel }) =>
      participantView(find(account_sid, conference_sid, callOrLabel)),

    update({ account_sid, conference_sid, call_sid_or_participant_label: callOrLabel, ...input }) {
      const participant = find(account_sid, conference_sid, callOrLabel)
      return participantView(
        state.conferenceParticipants.put({
          ...participant,
          muted: input.Muted ?? participant.muted,
          hold: input.Hold ?? participant.hold,
          coaching: input.Coaching ?? participant.coaching,
          coaching_call_sid: input.CallSidToCoach ?? participant.coaching_call_sid,
          end_conference_on_exit: input.EndConferenceOnExit ?? participant.end_conference_on_exit,
          updated_ms: clock.now(),
        }),
      )
    },

    delete({ account_sid, conference_sid, call_sid_or_participant_label: callOrLabel }) {
      const { id } = find(account_sid, conference_sid, callOrLabel)
      const call = state.calls.get(id)
      if (call) endCall(context, call, 'removed from the conference')
    },
  }
}

const missing = { 404: 'detail' } as const

/** The error shapes of the endpoints for conferences. */
export const conferenceErrorShapes: ErrorShapes<typeof conferences> = {
  list: missing,
  retrieve: missing,
  update: missing,
  listRecordings: missing,
  listRecordingResources: missing,
}

/** The error shapes of the endpoints for participants of conferences. */
export const conferenceParticipantErrorShapes: ErrorShapes<typeof conferenceParticipants> = {
  list: missing,
  create: missing,
  retrieve: missing,
  update: missing,
  delete: missing,
}
