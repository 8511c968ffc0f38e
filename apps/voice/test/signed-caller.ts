import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { createVoiceApp, type Message } from '../src/app.ts'

/** Pins of the app in tests. */
export const pins = { moderatorPin: '4711', agentPin: '1234' }

/** The app, with what it received, and requests that are signed as the API signs them. */
export interface SignedCaller {
  readonly messages: Message[]
  /** Sends a form about the call to a path. */
  send(path: string, fields?: Readonly<Record<string, string>>): Promise<Response>
  /** Returns the document that the app responds with. */
  ask(path: string, fields?: Readonly<Record<string, string>>): Promise<string>
  /** Sends any request. */
  request(request: Request): Promise<Response>
}

/** Creates the app with a key pair of its account. */
export async function createSignedCaller(): Promise<SignedCaller> {
  const { publicKey, privateKey } = await createWebhookKeys()
  const messages: Message[] = []
  const request = createVoiceApp({
    ...pins,
    publicKeys: publicKey,
    onMessage: (message) => void messages.push(message),
  })
  const call = { AccountSid: 'acc', CallSid: 'v3:1', From: '+13125550001', To: '+13125550002' }
  const send: SignedCaller['send'] = async (path, fields = { CallStatus: 'in-progress' }) => {
    const body = new URLSearchParams({ ...call, ...fields }).toString()
    const contentType = 'application/x-www-form-urlencoded'
    return request(await signWebhook(`https://voice.test${path}`, body, { privateKey, contentType }))
  }
  return { messages, send, request, ask: async (path, fields) => (await send(path, fields)).text() }
}
