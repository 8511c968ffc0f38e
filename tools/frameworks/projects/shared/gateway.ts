import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, createMemoryHub, type Gateway, type UpdateHub } from '@greenroom/edge'
import { userOf } from './user.ts'

/** What the gateway reads from the environment. */
export interface Env {
  readonly TELNYX_API_KEY?: string | undefined
  readonly TELNYX_BASE_URL?: string | undefined
  readonly TELNYX_PUBLIC_KEY?: string | undefined
  readonly GATEWAY_SECRET?: string | undefined
  readonly APP_ORIGIN?: string | undefined
}

/** Creates the gateway, which is the same in every framework. Call it in the first request. */
export function makeGateway(env: Env, hub: UpdateHub = createMemoryHub()): Gateway {
  const { TELNYX_API_KEY = '', TELNYX_PUBLIC_KEY = '', GATEWAY_SECRET = '', APP_ORIGIN = '' } = env
  return createGateway({
    apiKey: TELNYX_API_KEY,
    baseUrl: env.TELNYX_BASE_URL,
    secret: GATEWAY_SECRET,
    audience: APP_ORIGIN,
    publicOrigin: APP_ORIGIN,
    basePath: '/telnyx',
    expose: [
      rooms.list,
      rooms.retrieve,
      rooms.createJoinToken,
      rooms.refreshJoinToken,
      roomSessions.listByRoom,
      roomSessions.listParticipants,
    ],
    webhooks: { publicKeys: TELNYX_PUBLIC_KEY, url: `${APP_ORIGIN}/telnyx/webhooks` },
    updates: hub,
    authorize: (request) => {
      const user = userOf(request.headers.get('cookie'))
      return user === undefined ? null : { user, claims: { name: user } }
    },
  })
}
