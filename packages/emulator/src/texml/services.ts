import * as applications from '@greenroom/core/texml/applications'
import * as assistants from '@greenroom/core/texml/assistants'
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
  createAssistantHandlers,
  createQueueHandlers,
  createRecordingHandlers,
  createSecretHandlers,
  createTranscriptionHandlers,
  queueErrorShapes,
  recordingErrorShapes,
  transcriptionErrorShapes,
} from './account-resources.ts'
import { underRequestedSid } from './accounts.ts'
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
import type { TexmlContext } from './context.ts'

/**
 * Returns all endpoints of TeXML with their handlers. The vendor's clients disagree about the encoding of
 * bodies, and the API accepts forms and JSON.
 */
export function texmlServices(context: TexmlContext): Service[] {
  const services = [
    ...serve(applications, createApplicationHandlers(context), {}),
    ...serve(assistants, createAssistantHandlers(), {}),
    ...serve(calls, createCallHandlers(context), callErrorShapes),
    ...serve(callRecordings, createCallRecordingHandlers(context), callRecordingErrorShapes),
    ...serve(callSiprec, createCallSiprecHandlers(context), callForkErrorShapes),
    ...serve(callStreams, createCallStreamHandlers(context), callForkErrorShapes),
    ...serve(conferences, createConferenceHandlers(context), conferenceErrorShapes),
    ...serve(
      conferenceParticipants,
      createConferenceParticipantHandlers(context),
      conferenceParticipantErrorShapes,
    ),
    ...serve(queues, createQueueHandlers(context), queueErrorShapes),
    ...serve(recordings, createRecordingHandlers(context), recordingErrorShapes),
    ...serve(transcriptions, createTranscriptionHandlers(context), transcriptionErrorShapes),
    ...serve(secrets, createSecretHandlers(context), {}),
  ]
  return services.map((service) => ({
    ...service,
    anyEncoding: true,
    handle: (input: { readonly account_sid?: string }) =>
      underRequestedSid(context, input.account_sid, service.handle(input as never)),
  }))
}
