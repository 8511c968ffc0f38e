import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, deny, type Gateway } from '@greenroom/edge'
import type { Settings } from './env.ts'
import type { UserCookie } from './user-cookie.ts'

/** Makes the gateway at `/telnyx`: whoever is signed in may come in, as long as nobody blocked their name. */
export function createTelnyxGateway(settings: Settings, userCookie: UserCookie): Gateway {
  const { apiKey, gatewaySecret, appOrigin, baseUrl, tokenTtlSecs, isBlocked } = settings
  return createGateway({
    apiKey,
    secret: gatewaySecret,
    audience: appOrigin,
    publicOrigin: appOrigin,
    basePath: '/telnyx',
    baseUrl,
    expose: [
      rooms.list,
      rooms.create,
      rooms.retrieve,
      rooms.createJoinToken,
      rooms.refreshJoinToken,
      roomSessions.listByRoom,
      roomSessions.listParticipants,
    ],
    authorize: async (request) => {
      const user = await userCookie.read(request)
      if (user === undefined) return null
      if (isBlocked(user.name)) return deny('BLOCKED_NAMES has the name', { revoked: true })
      return { user: user.id, tokenTtlSecs, claims: { name: user.name } }
    },
    onRefusal: ({ status, code, requestId, cause }) => {
      if (status >= 500) console.error(`${requestId} answered ${status} ${code}:`, cause)
    },
  })
}
