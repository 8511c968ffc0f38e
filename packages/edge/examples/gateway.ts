import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, type Gateway } from '@greenroom/edge'

/** The gateway that every example here mounts. Where it runs makes no difference to it. */
export function makeGateway(env: Readonly<Record<string, string | undefined>>): Gateway {
  const { TELNYX_API_KEY = '', TELNYX_BASE_URL, GATEWAY_SECRET = '', APP_ORIGIN = '' } = env
  return createGateway({
    apiKey: TELNYX_API_KEY,
    baseUrl: TELNYX_BASE_URL,
    secret: GATEWAY_SECRET,
    audience: APP_ORIGIN,
    // What browsers call this server by, which a server behind a proxy does not see.
    publicOrigin: APP_ORIGIN,
    basePath: '/telnyx',
    expose: [rooms.retrieve, rooms.createJoinToken, rooms.refreshJoinToken, roomSessions.listByRoom],
    authorize: (request) => {
      const user = userOf(request)
      return user === undefined ? null : { user, claims: { name: user } }
    },
  })
}

/** Stands for a sign-in of your own: it believes whatever name the cookie has. */
function userOf(request: Request): string | undefined {
  return /(?:^|;\s*)user=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1]
}
