import * as v from 'valibot'
import { bool, defaultTo, integer, url } from '../attributes.ts'
import { type Verb, verb } from '../verb.ts'
import { ringTone, tones } from './shared-attributes.ts'

/** Attributes of {@link play}. */
export interface PlayAttributes extends v.InferInput<typeof PlayAttributes> {}
export const PlayAttributes = v.strictObject({
  /** How often the sound is played. 0 repeats it until the call ends. Default: 1. */
  loop: defaultTo(integer(0), 1),
  /** Whether the text is the name of a file in the media storage. Default: false. */
  mediaStorage: defaultTo(bool(), false),
  /** Keys to send as tones; `w` is a pause of half a second. */
  digits: tones(),
  /** URL that is tried once if the sound cannot be fetched. */
  failoverUrl: url(),
  /** Whether the next verb runs if the sound cannot be fetched. Default: false, the call ends. */
  continueOnError: defaultTo(bool(), false),
  /** Country of the ringback tone to play. */
  ringTone: ringTone(),
})

/**
 * Plays a sound: the URL of an MP3 or WAV file, the name of a stored file, tones or a ringback tone.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/play
 * @example
 * ```ts
 * import { play } from '@greenroom/core/texml/document'
 *
 * play({ loop: 2 }, 'https://example.com/hold.mp3')
 * ```
 */
export const play: Verb<'Play', typeof PlayAttributes, never, true> = verb({
  id: 'Play',
  attributes: PlayAttributes,
  text: v.string(),
  requests: { '#text': { kind: 'media' }, failoverUrl: { kind: 'media' } },
  rules: [
    ({ attributes: { ringTone, digits }, text }) =>
      [ringTone, digits, text.trim() || undefined].filter((source) => source !== undefined).length === 1
        ? undefined
        : 'either a URL, digits or ringTone',
  ],
})
