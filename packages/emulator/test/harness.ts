import { type Client, createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { expect } from 'vitest'
import { createEmulator, type Emulator, type EmulatorOptions } from '../src/index.ts'
import { problemsOfResponse } from './api-description.ts'

/** An emulator in this process with a client and raw requests. */
export interface Harness {
  readonly emulator: Emulator
  readonly client: Client
  /** Sends a request with an API key. A body that is not a string is sent as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestResponse>
  /** Creates a room and adds participants with these contexts. */
  roomWith(
    ...names: readonly string[]
  ): Promise<{ readonly id: string; readonly participantIds: readonly string[] }>
}

export interface TestResponse {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read bodies of every shape
  readonly body: any
}

/** Returns a fetch that fails the test if a response differs from the published description. */
export function asDescribed(fetch: Emulator['fetch']): Emulator['fetch'] {
  return async (input, init) => {
    const request = new Request(input, init)
    const response = await fetch(request)
    const path = new URL(request.url).pathname
    if (!path.startsWith('/v2/')) return response
    const text = await response.clone().text()
    const problems = problemsOfResponse(request.method, path.slice('/v2'.length), response.status, text)
    expect([request.method, path, response.status, problems]).toEqual([
      request.method,
      path,
      response.status,
      [],
    ])
    return response
  }
}

/** Creates an emulator with a manual clock, and its client, for a test. */
export function createHarness(options: EmulatorOptions = {}): Harness {
  const emulator = createEmulator({ clock: 'manual', ...options })
  const fetch = asDescribed(emulator.fetch)
  const client = createClient({ apiKey: options.apiKey ?? 'KEY_test', fetch, maxRetries: 0 })
  return {
    emulator,
    client,
    async send(method, path, body, headers = {}) {
      const response = await fetch(`http://localhost${path}`, {
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
      const participantIds: string[] = []
      for (const context of names)
        participantIds.push((await emulator.join(id, { client_token, context })).id)
      return { id, participantIds }
    },
  }
}
