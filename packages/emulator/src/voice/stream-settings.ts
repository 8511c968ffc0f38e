import { readAttributes, type TexmlElement, verbs } from '@greenroom/core/texml/language'
import { callbackRow } from '../texml/context.ts'
import { customParameters } from './custom-parameters.ts'
import { socketAddress } from './socket-address.ts'
import type { StreamSettings } from './streams.ts'

/** Returns the settings of a `<Stream>`; undefined if it has no WebSocket address. */
export function streamSettings(
  element: TexmlElement,
  resolve: (url: string) => string | undefined,
): StreamSettings | undefined {
  const url = socketAddress(element)
  if (url === undefined) return undefined
  const attributes = readAttributes(verbs.Stream, element).values
  const { name = null, track, statusCallback, statusCallbackMethod, enableReconnect } = attributes
  const { bidirectionalMode, bidirectionalCodec } = attributes
  return {
    url,
    name,
    track,
    callback: callbackRow(
      statusCallback && resolve(statusCallback),
      'started stopped error',
      '',
      statusCallbackMethod,
    ),
    parameters: customParameters(element),
    gets: bidirectionalMode === 'rtp' && /^PCM[UA]$/.test(bidirectionalCodec) ? 'mulaw' : 'files',
    reconnects: enableReconnect,
  }
}
