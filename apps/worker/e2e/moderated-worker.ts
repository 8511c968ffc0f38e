import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, deny, type Gateway } from '@greenroom/edge'

interface Env {
  readonly TELNYX_API_KEY: string
  readonly TELNYX_BASE_URL: string
  readonly GATEWAY_SECRET: string
  readonly APP_ORIGIN: string
  readonly PUBLIC_KEY: string
  /** Timeout of API calls, in milliseconds. */
  readonly TIMEOUT_MS?: string
}

let gateway: Gateway | undefined
let handled = 0

/** Returns the gateway of an app with moderation. It grants the user in `x-user` the room in `x-room`. */
function createModerated(env: Env): Gateway {
  return createGateway({
    apiKey: env.TELNYX_API_KEY,
    baseUrl: env.TELNYX_BASE_URL,
    secret: env.GATEWAY_SECRET,
    audience: env.APP_ORIGIN,
    publicOrigin: env.APP_ORIGIN,
    basePath: '/telnyx',
    timeoutMs: Number(env.TIMEOUT_MS ?? 10_000),
    expose: [
      rooms.list,
      rooms.retrieve,
      rooms.createJoinToken,
      roomSessions.retrieve,
      roomSessions.end,
      roomSessions.kick,
    ],
    authorize: (request) => {
      const { headers } = request
      const [user, room] = [headers.get('x-user'), headers.get('x-room')]
      if (user === 'banned') return deny('banned', { revoked: true })
      return user === null ? null : { user, rooms: (id) => id === room }
    },
    webhooks: { publicKeys: env.PUBLIC_KEY },
    onWebhook: () => {
      handled += 1
    },
  })
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    gateway ??= createModerated(env)
    const response = await gateway(request)
    const answer = new Response(response.body, response)
    answer.headers.set('x-handled', String(handled))
    return answer
  },
}
