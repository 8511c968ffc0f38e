import type * as callRecordings from '@greenroom/core/texml/call-recordings'
import type * as callSiprec from '@greenroom/core/texml/call-siprec'
import type * as callStreams from '@greenroom/core/texml/call-streams'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { refusals } from '../http/refusal.ts'
import type { CallForkRow, CallRow } from '../state/texml-rows.ts'
import { socketUrl } from '../voice/socket-address.ts'
import { endStream, openStream } from '../voice/streams.ts'
import { callbackRow, type TexmlContext } from './context.ts'
import { findCall, findFork, findRecording, notFound } from './find.ts'
import { startFork, stopFork } from './fork-lifecycle.ts'
import { texmlPageOf } from './paging.ts'
import { endRecording, startRecording } from './recording-lifecycle.ts'
import {
  recordingView,
  siprecView,
  startedRecordingView,
  startedSiprecView,
  startedStreamView,
  streamView,
} from './views.ts'

/** Returns a call that has audio: one that was answered and is not over. */
function findAnsweredCall(context: TexmlContext, accountSid: string, callSid: string): CallRow {
  const call = findCall(context, accountSid, callSid)
  if (call.status !== 'in-progress') throw refusals.notAnswered('The call was not answered yet or is over')
  return call
}

/** Creates the handlers of the endpoints for a call's recordings. */
export function createCallRecordingHandlers(context: TexmlContext): Handlers<typeof callRecordings> {
  const { state, links, clock } = context
  return {
    list({ account_sid, call_sid, ...paging }) {
      const call = findCall(context, account_sid, call_sid)
      const rows = state.texmlRecordings.of(call.account_sid).filter((row) => row.call_sid === call_sid)
      const path = `/texml/Accounts/${account_sid}/Calls/${call_sid}/Recordings.json`
      return texmlPageOf(rows, paging, path, (row) => recordingView(row, links))
    },

    start(input) {
      const call = findAnsweredCall(context, input.account_sid, input.call_sid)
      return startedRecordingView(
        startRecording(context, {
          call,
          channels: input.RecordingChannels === 'single' ? 1 : 2,
          track: input.RecordingTrack ?? 'both',
          source: 'StartCallRecordingAPI',
          callback: callbackRow(
            input.RecordingStatusCallback,
            input.RecordingStatusCallbackEvent,
            'completed',
            input.RecordingStatusCallbackMethod,
          ),
        }),
      )
    },

    update({ account_sid, call_sid, recording_sid, Status }) {
      findCall(context, account_sid, call_sid)
      const recording = findRecording(context, account_sid, recording_sid)
      // An ended recording cannot change. The API documents no other error than 404.
      if (recording.call_sid !== call_sid || recording.ended_ms !== null) throw notFound()
      if (Status === 'stopped') return startedRecordingView(endRecording(context, recording, 'stopped'))
      const status = Status ?? recording.status
      const changed = state.texmlRecordings.put({ ...recording, status, updated_ms: clock.now() })
      return startedRecordingView(changed)
    },
  }
}

/** Returns the settings of a stream or a SIPREC session. */
function forkSettings(
  { StatusCallback, StatusCallbackMethod, ...input }: callStreams.StartInput | callSiprec.StartInput,
  defaultTrack: string,
): Pick<CallForkRow, 'name' | 'track' | 'callback'> {
  const { Name: name = null, Track: track = defaultTrack } = input
  const callback = callbackRow(StatusCallback, undefined, 'started stopped error', StatusCallbackMethod)
  return { name, track, callback }
}

/** Creates the handlers of the endpoints for streams. */
export function createCallStreamHandlers(context: TexmlContext): Handlers<typeof callStreams> {
  return {
    start(input) {
      const call = findAnsweredCall(context, input.account_sid, input.call_sid)
      const settings = forkSettings(input, 'inbound_track')
      const { BidirectionalMode, BidirectionalCodec = 'PCMU' } = input
      const url = socketUrl(input.Url ?? '')
      if (url === undefined) return startedStreamView(startFork(context, call, 'stream', settings))
      const gets = BidirectionalMode === 'rtp' && BidirectionalCodec !== 'G722' ? 'mulaw' : 'files'
      const socket = { url, gets, reconnects: true, parameters: {} } as const
      return startedStreamView(openStream(context, call, { ...settings, ...socket }))
    },
    update({ account_sid, call_sid, streaming_sid }) {
      findCall(context, account_sid, call_sid)
      return streamView(endStream(context, findFork(context, 'stream', call_sid, streaming_sid)))
    },
  }
}

/** Creates the handlers of the endpoints for SIPREC sessions. */
export function createCallSiprecHandlers(context: TexmlContext): Handlers<typeof callSiprec> {
  return {
    start(input) {
      const call = findAnsweredCall(context, input.account_sid, input.call_sid)
      return startedSiprecView(startFork(context, call, 'siprec', forkSettings(input, 'both_tracks')))
    },
    update({ account_sid, call_sid, siprec_sid, Status }) {
      findCall(context, account_sid, call_sid)
      const row = findFork(context, 'siprec', call_sid, siprec_sid)
      return siprecView(Status === 'stopped' ? stopFork(context, row) : row)
    },
  }
}

/** The error shapes of the endpoints for a call's recordings. */
export const callRecordingErrorShapes: ErrorShapes<typeof callRecordings> = {
  list: { 404: 'detail' },
  start: { 404: 'detail' },
  update: { 404: 'detail' },
}

/** The error shapes of the endpoints for streams and SIPREC sessions. */
export const callForkErrorShapes = { start: { 404: 'detail' }, update: { 404: 'detail' } } as const
