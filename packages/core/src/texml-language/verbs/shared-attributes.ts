/** Attributes that several verbs have in common, as functions, so that unused ones leave a bundle. */
import { bool, defaultTo, integer, list, matching, method, oneOf, term, text, url } from '../attributes.ts'

/** Declares where a verb's outcome is sent. */
// @__NO_SIDE_EFFECTS__
export function actionEntries() {
  return {
    /** URL that gets the outcome and responds with the next document. Default: the next verb runs. */
    action: url(),
    /** Method of the request to `action`. Default: POST. */
    method: defaultTo(method(), 'POST'),
  }
}

/** Declares where events are reported. */
// @__NO_SIDE_EFFECTS__
export function statusCallbackEntries() {
  return {
    /** URL that events are reported to. */
    statusCallback: url(),
    /** Method of the requests to `statusCallback`. Default: POST. */
    statusCallbackMethod: defaultTo(method(), 'POST'),
  }
}

/** Declares where the states of a recording are reported. */
// @__NO_SIDE_EFFECTS__
export function recordingCallbackEntries() {
  return {
    /** URL that the states of the recording are reported to. */
    recordingStatusCallback: url(),
    /** Method of the requests to `recordingStatusCallback`. Default: POST. */
    recordingStatusCallbackMethod: defaultTo(method(), 'POST'),
    /** States to report. Default: `completed`. */
    recordingStatusCallbackEvent: defaultTo(list(oneOf(['in-progress', 'completed', 'absent'])), [
      'completed',
    ]),
  }
}

/** Declares how speech is recognized. */
// @__NO_SIDE_EFFECTS__
export function recognitionEntries() {
  return {
    /** Model of the service, such as `deepgram/nova-3`. */
    model: text(),
    /** Words that are likely, for Deepgram's `nova-2`. */
    hints: list(term(), ','),
    /** Words that are likely, for Deepgram's `nova-3`. */
    keyterms: list(term(), ','),
    /** Whether Deepgram formats numbers, dates and the like. Default: true. */
    smartFormat: defaultTo(bool(), true),
    /** Secret with the key of Azure. */
    apiKeyRef: text(),
    /** Region of Azure. */
    region: text(),
  }
}

/** Returns the services that recognize speech. */
// @__NO_SIDE_EFFECTS__
export function transcriptionEngines() {
  return [
    ...(['Google', 'Telnyx', 'Azure', 'Deepgram', 'xAI', 'AssemblyAI', 'Soniox'] as const),
    ...(['Speechmatics', 'Parakeet', 'Humain', 'Reson8', 'Cohere'] as const),
  ] as const
}

/** Declares the country of a ringback tone. */
// @__NO_SIDE_EFFECTS__
export function ringTone() {
  return oneOf([
    ...(['at', 'au', 'bg', 'br', 'be', 'ch', 'cl', 'cn', 'cz', 'de', 'dk', 'ee', 'es', 'fi'] as const),
    ...(['fr', 'gr', 'hu', 'il', 'in', 'it', 'lt', 'jp', 'mx', 'my', 'nl', 'no', 'nz', 'ph'] as const),
    ...(['pl', 'pt', 'ru', 'se', 'sg', 'th', 'tw', 've', 'za', 'us', 'us-old', 'uk'] as const),
  ])
}

/** Declares what `number` and `sip` have in common. */
// @__NO_SIDE_EFFECTS__
export function calleeEntries() {
  return {
    ...statusCallbackEntries(),
    /** Events of the call to report. Default: `completed`. */
    statusCallbackEvent: defaultTo(
      list(oneOf(['initiated', 'ringing', 'answered', 'amd', 'dtmf', 'deepfake', 'completed'])),
      ['completed'],
    ),
    /** URL of a document that runs for the called party before both are connected. */
    url: url(),
    /** Method of the request to `url`. Default: POST. */
    method: defaultTo(method(), 'POST'),
    /** Whether the call is checked for an answering machine. Default: `Disable`. */
    machineDetection: defaultTo(oneOf(['Enable', 'DetectMessageEnd', 'Disable']), 'Disable'),
    /** How answering machines are detected. Default: `Regular`. */
    detectionMode: defaultTo(oneOf(['Regular', 'Premium', 'PremiumCallScreening']), 'Regular'),
    /** Milliseconds for the detection, 500 to 60,000. Default: 3500. */
    machineDetectionTimeout: defaultTo(integer(500, 60_000), 3500),
    /** Milliseconds to wait for the end of a prompt with `PremiumCallScreening`, 1000 to 120,000. */
    machineDetectionPromptEndTimeout: integer(1000, 120_000),
    /** What counts as the beep of a machine. Default: `both`. */
    machineDetectionBeepProfile: defaultTo(oneOf(['both', 'freq_only']), 'both'),
    /** URL that the result of the detection is reported to. */
    amdStatusCallback: url(),
    /** Region that the call leaves from. Default: `US`. */
    sipRegion: defaultTo(oneOf(['US', 'Europe', 'Canada', 'Australia', 'Middle East']), 'US'),
  }
}

/** Declares keys to send as tones; `w` is a pause of half a second. */
// @__NO_SIDE_EFFECTS__
export function tones() {
  return matching(/^[0-9*#w]+$/, 'keys out of 0123456789*# and w')
}
