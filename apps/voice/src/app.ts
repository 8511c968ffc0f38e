import { ConfigError } from '@greenroom/core'
import {
  checkSignatureOptions,
  isWebhookError,
  readInstructionRequest,
  readStatusCallback,
  type SignatureOptions,
  texmlResponse,
} from '@greenroom/core/webhooks'
import { callQueue } from './call-queue.ts'
import { conferenceLine } from './conference-line.ts'
import { menu } from './menu.ts'
import { type OnMessage, voicemail } from './voicemail.ts'

export type { Message } from './voicemail.ts'

/** Options of {@link createVoiceApp}. */
export interface VoiceAppOptions extends SignatureOptions {
  /** What a moderator of the conference enters: four digits or more. */
  readonly moderatorPin: string
  /** What an agent of the queue enters: four digits or more. */
  readonly agentPin: string
  /** Receives the messages of callers. */
  readonly onMessage: OnMessage
}

/**
 * Creates the voice app: a function that responds to the API's requests about phone calls. It rejects
 * requests that the API did not sign.
 *
 * @throws {ConfigError} if a public key is malformed or none is given, or if a pin is not of four digits or
 *   more.
 */
export function createVoiceApp(options: VoiceAppOptions): (request: Request) => Promise<Response> {
  const { moderatorPin, agentPin, onMessage } = options
  checkSignatureOptions(options)
  checkPins({ moderatorPin, agentPin })
  const features = [menu, voicemail(onMessage), conferenceLine(moderatorPin), callQueue(agentPin)]
  const instructions = new Map(features.flatMap((feature) => Object.entries(feature.instructions)))
  const callbacks = new Map(features.flatMap((feature) => Object.entries(feature.callbacks ?? {})))

  return async (request) => {
    const url = new URL(request.url)
    const instruct = instructions.get(url.pathname)
    const receive = callbacks.get(url.pathname)
    try {
      if (instruct) return texmlResponse(instruct(await readInstructionRequest(request, options), url))
      if (!receive) return Response.json({ code: 'not_found' }, { status: 404 })
      await receive(await readStatusCallback(request, options))
      return new Response(null, { status: 204 })
    } catch (error) {
      if (!isWebhookError(error)) throw error
      return Response.json({ code: error.code }, { status: error.status })
    }
  }
}

function checkPins(pins: Readonly<Record<string, string>>): void {
  for (const [name, pin] of Object.entries(pins)) {
    // An empty pin would match a caller who presses no key.
    if (!/^\d{4,}$/.test(pin)) throw new ConfigError(`${name} must have four digits or more`)
  }
}
