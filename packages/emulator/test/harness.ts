import { type Client, createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createEmulator, type Emulator, type EmulatorOptions } from '../src/index.ts'

/** An emulator in this process, a client of it, and raw requests to it. */
export interface Harness {
  readonly emulator: Emulator
  readonly client: Client
  /** Sends a request with a key, a body as JSON unless it is a text. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Makes a room, and lets people in. */
  roomWith(...names: readonly string[]): Promise<{ readonly id: string; readonly people: readonly string[] }>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any
}

export function harness(options: EmulatorOptions = {}): Harness {
  const emulator = createEmulator(options)
  const client = createClient({ apiKey: options.apiKey ?? 'KEY_test', fetch: emulator.fetch, maxRetries: 0 })
  return {
    emulator,
    client,
    async send(method, path, body, headers = {}) {
      const response = await emulator.fetch(`http://localhost${path}`, {
        method,
        headers: { authorization: 'Bearer KEY_test', 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      }
    },
    async roomWith(...names) {
      const { id } = await rooms.create(client, {})
      const { token: client_token } = await rooms.createJoinToken(client, { room_id: id })
      const people: string[] = []
      for (const context of names) people.push((await emulator.join(id, { client_token, context })).id)
      return { id, people }
    },
  }
}
