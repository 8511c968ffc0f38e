import * as v from 'valibot'
import { bool, defaultTo, oneOf, required, socketUrl, text } from '../attributes.ts'
import type { TexmlElement } from '../element.ts'
import { type Verb, verb } from '../verb.ts'
import { statusCallbackEntries } from './shared-attributes.ts'

/** Attributes of {@link stream} in `start` and `connect`. */
export interface StreamAttributes extends v.InferInput<typeof StreamAttributes> {}
export const StreamAttributes = v.strictObject({
  /** URL of the WebSocket that gets the audio: `wss:`, or `ws:` on this machine. */
  url: required(socketUrl()),
  /** Which side is streamed. Default: `inbound_track`. */
  track: defaultTo(oneOf(['inbound_track', 'outbound_track', 'both_tracks']), 'inbound_track'),
  /** Name by which `stop` ends the stream. */
  name: text(),
  /** Codec of the audio. Default: `default`, that of the call. */
  codec: defaultTo(oneOf(['PCMU', 'PCMA', 'G722', 'OPUS', 'AMR-WB', 'default']), 'default'),
  /** What the app sends: files (`mp3`) or a stream (`rtp`). Default: `mp3`. */
  bidirectionalMode: defaultTo(oneOf(['mp3', 'rtp']), 'mp3'),
  /** Codec of what the app sends with `rtp`. Default: `PCMU`. */
  bidirectionalCodec: defaultTo(oneOf(['PCMU', 'PCMA', 'G722', 'OPUS', 'AMR-WB']), 'PCMU'),
  /** Sampling rate of what the app sends with `rtp`, in Hz. Default: 8000. */
  bidirectionalSamplingRate: defaultTo(oneOf(['8000', '16000', '24000']), '8000'),
  ...statusCallbackEntries(),
  /** Whether a lost WebSocket is opened again. Default: true. */
  enableReconnect: defaultTo(bool(), true),
})

/** Stream of `start` and `connect`. */
export const startedStream: Verb<'Stream', typeof StreamAttributes, 'Parameter'> = verb({
  id: 'Stream',
  attributes: StreamAttributes,
  children: ['Parameter'],
  requests: {
    url: { kind: 'socket' },
    statusCallback: { kind: 'callback', method: 'statusCallbackMethod' },
  },
  rules: [
    ({ attributes: { bidirectionalMode, bidirectionalCodec, bidirectionalSamplingRate } }) =>
      bidirectionalMode !== 'rtp' && (bidirectionalCodec !== 'PCMU' || bidirectionalSamplingRate !== '8000')
        ? 'bidirectionalMode="rtp", which bidirectionalCodec and bidirectionalSamplingRate need'
        : undefined,
  ],
})

/** Attributes of {@link stream} in `stop`. */
export interface StopStreamAttributes extends v.InferInput<typeof StopStreamAttributes> {}
export const StopStreamAttributes = v.strictObject({
  /** Name of the stream. Default: the current one. */
  name: text(),
})

/** Stream of `stop`. */
export const stoppedStream: Verb<'Stop.Stream', typeof StopStreamAttributes> = verb({
  id: 'Stop.Stream',
  attributes: StopStreamAttributes,
})

/**
 * A stream of the call's audio to a WebSocket, for `start` and `connect`. Its parameters arrive with the
 * stream's first message.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/stream
 * @example
 * ```ts
 * import { connect, parameter, start, stop, stream } from '@greenroom/core/texml/document'
 *
 * connect(stream({ url: 'wss://example.com/audio' }, parameter({ name: 'user', value: '42' })))
 * start(stream({ url: 'wss://example.com/copy', name: 'copy' }))
 * stop(stream({ name: 'copy' }))
 * ```
 */
export function stream(
  attributes: StreamAttributes,
  ...parameters: TexmlElement<'Parameter'>[]
): TexmlElement<'Stream'>
/** A running stream, for `stop`. */
export function stream(attributes?: StopStreamAttributes): TexmlElement<'Stop.Stream'>
export function stream(
  attributes: StreamAttributes | StopStreamAttributes = {},
  ...parameters: TexmlElement<'Parameter'>[]
): TexmlElement<'Stream' | 'Stop.Stream'> {
  return 'url' in attributes || parameters.length > 0
    ? startedStream(attributes as StreamAttributes, ...parameters)
    : stoppedStream(attributes)
}
