import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createVoiceApp } from '../apps/voice/src/app.ts'

/** The voice app, which an emulator's phone can call. */
export interface VoiceDemo {
  /** The number to call. */
  readonly number: string
  readonly moderatorPin: string
  readonly agentPin: string
  stop(): void
}

/** The number, which is also the name of the application. */
const number = '+13125550100'
const pins = { moderatorPin: '4711', agentPin: '1234' }

/** Serves the voice app at 127.0.0.1, and creates an application of the emulator that calls it. */
export async function startVoiceDemo(emulatorUrl: string): Promise<VoiceDemo> {
  const response = await fetch(`${emulatorUrl}/_emulator`)
  const { webhook_public_key: publicKeys } = (await response.json()) as { webhook_public_key: string }
  const answer = createVoiceApp({
    ...pins,
    publicKeys,
    onMessage: ({ recordingSid, text, url }) => console.log(`Message ${recordingSid}: ${text ?? url}`),
  })
  const server = createServer(async (incoming, outgoing) => {
    try {
      const answered = await answer(await toRequest(incoming))
      outgoing.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text())
    } catch (error) {
      console.error(error)
      outgoing.writeHead(500).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const created = await fetch(`${emulatorUrl}/v2/texml_applications`, {
    method: 'POST',
    headers: { authorization: 'Bearer KEY_emulator', 'content-type': 'application/json' },
    body: JSON.stringify({ friendly_name: number, voice_url: `http://127.0.0.1:${port}/voice` }),
  })
  if (!created.ok) throw new Error(`The application of the voice app was not created: ${created.status}`)
  return {
    number,
    ...pins,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url, headers } = incoming
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
    ...(body.length > 0 && { body }),
  })
}
