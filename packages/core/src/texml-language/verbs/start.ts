import { noAttributes, type Verb, verb } from '../verb.ts'

/** Verbs of what {@link start} can begin. */
export type StartTarget = 'Stream' | 'Transcription' | 'Suppression' | 'Siprec' | 'Recording'

/**
 * Begins a stream, a transcript, noise suppression, a SIPREC session or a recording. The next verb runs at
 * once.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/start
 * @example
 * ```ts
 * import { recording, start } from '@greenroom/core/texml/document'
 *
 * start(recording({ recordingStatusCallback: '/recorded' }))
 * ```
 */
export const start: Verb<'Start', ReturnType<typeof noAttributes>, StartTarget> = verb({
  id: 'Start',
  attributes: noAttributes(),
  children: ['Stream', 'Transcription', 'Suppression', 'Siprec', 'Recording'],
  rules: [({ children }) => (children.length > 0 ? undefined : 'an element that says what begins')],
})

/** Verbs of what {@link stop} can end. */
export type StopTarget = 'Stop.Stream' | 'Transcription' | 'Suppression' | 'Stop.Siprec'

/**
 * Ends what `start` began. A recording is ended by the REST API only.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/stop
 * @example
 * ```ts
 * import { stop, transcription } from '@greenroom/core/texml/document'
 *
 * stop(transcription())
 * ```
 */
export const stop: Verb<'Stop', ReturnType<typeof noAttributes>, StopTarget> = verb({
  id: 'Stop',
  attributes: noAttributes(),
  children: ['Stop.Stream', 'Transcription', 'Suppression', 'Stop.Siprec'],
  rules: [({ children }) => (children.length > 0 ? undefined : 'an element that says what ends')],
  advice: [
    ({ children }) =>
      children.some(({ id, attributes }) => !id.startsWith('Stop.') && Object.keys(attributes).length > 0)
        ? 'Attributes have no effect in <Stop>.'
        : undefined,
  ],
})
