import * as applications from '@greenroom/core/texml/applications'
import * as callRecordings from '@greenroom/core/texml/call-recordings'
import * as callSiprec from '@greenroom/core/texml/call-siprec'
import * as callStreams from '@greenroom/core/texml/call-streams'
import * as calls from '@greenroom/core/texml/calls'
import * as conferenceParticipants from '@greenroom/core/texml/conference-participants'
import * as conferences from '@greenroom/core/texml/conferences'
import * as queues from '@greenroom/core/texml/queues'
import * as recordings from '@greenroom/core/texml/recordings'
import * as secrets from '@greenroom/core/texml/secrets'
import * as transcriptions from '@greenroom/core/texml/transcriptions'
import { type Service, serve } from '../http/handlers.ts'
import {
  createQueueHandlers,
  createRecordingHandlers,
  createSecretHandlers,
  createTranscriptionHandlers,
  queueErrorShapes,
  recordingErrorShapes,
  transcriptionErrorShapes,
} from './account-resources.ts'
import { createApplicationHandlers } from './applications.ts'
import {
  callForkErrorShapes,
  callRecordingErrorShapes,
  createCallRecordingHandlers,
  createCallSiprecHandlers,
  createCallStreamHandlers,
} from './call-media.ts'
import { callErrorShapes, createCallHandlers } from './calls.ts'
import {
  conferenceErrorShapes,
  conferenceParticipantErrorShapes,
  createConferenceHandlers,
  createConferenceParticipantHandlers,
} from './conferences.ts'
import type { Exchange } from './exchange.ts'

/** All endpoints of TeXML with what serves them. */
export function texmlServices(exchange: Exchange): Service[] {
  return [
    ...serve(applications, createApplicationHandlers(exchange), {}),
    ...serve(calls, createCallHandlers(exchange), callErrorShapes),
    ...serve(callRecordings, createCallRecordingHandlers(exchange), callRecordingErrorShapes),
    ...serve(callSiprec, createCallSiprecHandlers(exchange), callForkErrorShapes),
    ...serve(callStreams, createCallStreamHandlers(exchange), callForkErrorShapes),
    ...serve(conferences, createConferenceHandlers(exchange), conferenceErrorShapes),
    ...serve(
      conferenceParticipants,
      createConferenceParticipantHandlers(exchange),
      conferenceParticipantErrorShapes,
    ),
    ...serve(queues, createQueueHandlers(exchange), queueErrorShapes),
    ...serve(recordings, createRecordingHandlers(exchange), recordingErrorShapes),
    ...serve(transcriptions, createTranscriptionHandlers(exchange), transcriptionErrorShapes),
    ...serve(secrets, createSecretHandlers(exchange), {}),
  ]
}
