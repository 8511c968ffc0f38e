import { type Client, createClient, isEndpoint } from '@greenroom/core'
import * as video from '@greenroom/core/video'
import { createEmulator, type Emulator } from '@greenroom/emulator'
import { createGateway, type Exposable, type Gateway, type GatewayOptions } from '../src/index.ts'

export const apiKey = 'KEY_upstream_secret'
export const secret = 'a secret of the gateway, 32 bytes or more'
export const origin = 'https://app.example'

const { roomSessions, rooms } = video

/** All endpoints of Telnyx Video. */
export const videoEndpoints = Object.values(video).flatMap((resource) =>
  Object.values(Object(resource)).filter(isEndpoint),
) as Exposable[]

/** A response of the gateway with its body. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read bodies of every shape
  readonly body: any
}

/** A gateway in front of an emulator. The header `x-user` names the signed-in user. */
export interface Harness {
  readonly emulator: Emulator
  readonly gateway: Gateway
  /** A client of the emulator, with the key. */
  readonly upstream: Client
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export function harness(options: Partial<GatewayOptions> = {}): Harness {
  const emulator = createEmulator({ apiKey })
  const gateway = createGateway({
    apiKey,
    secret,
    audience: origin,
    basePath: '/telnyx',
    origins: [origin],
    expose: [
      rooms.list,
      rooms.create,
      rooms.retrieve,
      rooms.createJoinToken,
      rooms.refreshJoinToken,
      roomSessions.list,
      roomSessions.listByRoom,
      roomSessions.kick,
    ],
    authorize: (request) => {
      const user = request.headers.get('x-user')
      return user === null ? null : { user }
    },
    fetch: emulator.fetch,
    // Many tests cause failures on purpose, which the default would write to the console.
    onRefusal: () => {},
    ...options,
  })
  return {
    emulator,
    gateway,
    upstream: createClient({ apiKey, fetch: emulator.fetch, maxRetries: 0 }),
    async send(method, path, body, headers = {}) {
      const response = await gateway(
        new Request(`https://gateway.example${path}`, {
          method,
          headers: {
            'x-user': 'ann',
            origin,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      )
      const text = await response.text()
      const json = response.headers.get('content-type')?.includes('json')
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: json ? JSON.parse(text) : undefined,
      }
    },
  }
}
