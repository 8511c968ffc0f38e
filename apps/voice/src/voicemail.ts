import { hangup, record, response, say } from '@greenroom/core/texml/document'
import type { Feature } from './feature.ts'

/** A message of a caller. */
export interface Message {
  /** SID of the recording. */
  readonly recordingSid: string
  /** URL of the recording, which is valid for some minutes: download it at once. */
  readonly url?: string | undefined
  /** Length in seconds. */
  readonly secs?: number | undefined
  /** What was said. Present once it was transcribed. */
  readonly text?: string | undefined
}

/** Receives a message when its recording is ready, and again with its text. May be called repeatedly. */
export type OnMessage = (message: Message) => void | Promise<void>

/** The voicemail: records a message, which is transcribed. */
export function voicemail(onMessage: OnMessage): Feature {
  return {
    instructions: {
      '/voicemail': () =>
        response(
          say('Leave a message after the tone. Press pound when you are done.'),
          record({
            action: '/voicemail/done',
            finishOnKey: '#',
            maxLength: 120,
            timeout: 5,
            recordingStatusCallback: '/voicemail/recording',
            transcription: true,
            transcriptionCallback: '/voicemail/transcription',
          }),
          say('We did not hear a message. Goodbye.'),
        ),
      '/voicemail/done': () => response(say('Thank you for your message. Goodbye.'), hangup()),
    },
    callbacks: {
      '/voicemail/recording': async ({ kind, fields }) => {
        if (kind !== 'recording' || fields.RecordingStatus !== 'completed') return
        const { RecordingSid, RecordingUrl, RecordingDuration } = fields
        await onMessage({
          recordingSid: RecordingSid,
          url: RecordingUrl ?? undefined,
          secs: RecordingDuration ?? undefined,
        })
      },
      '/voicemail/transcription': async ({ kind, fields }) => {
        if (kind !== 'transcription' || !fields.RecordingSid) return
        await onMessage({ recordingSid: fields.RecordingSid, text: fields.TranscriptionText ?? '' })
      },
    },
  }
}
