import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, type Gateway } from '@greenroom/edge'

/** Creates the gateway that all examples mount. It is the same on every platform. */
export function makeGateway(env: Readonly<Record<string, string | undefined>>): Gateway {
  const { TELNYX_API_KEY = '', TELNYX_BASE_URL, GATEWAY_SECRET = '', APP_ORIGIN = '' } = env
  return createGateway({
    apiKey: TELNYX_API_KEY,
    baseUrl: TELNYX_BASE_URL,
    secret: GATEWAY_SECRET,
    audience: APP_ORIGIN,
    // The origin that browsers use, which a server behind a proxy does not see.
    publicOrigin: APP_ORIGIN,
    basePath: '/telnyx',
    expose: [rooms.retrieve, rooms.createJoinToken, rooms.refreshJoinToken, roomSessions.listByRoom],
    authorize: (request) => {
      const user = userOf(request)
      return user === undefined ? null : { user, claims: { name: user } }
    },
  })
}

/** A placeholder for your own sign-in: it trusts any name in the cookie. */
function userOf(request: Request): string | undefined {
  return /(?:^|;\s*)user=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1]
}
