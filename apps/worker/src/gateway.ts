import { roomCompositions, roomRecordings, roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, deny, describeRefusal, type Gateway } from '@greenroom/edge'
import type { Settings } from './env.ts'
import type { UserCookie } from './user-cookie.ts'

/**
 * Makes the gateway at `/telnyx`: whoever is signed in may come in, as long as nobody blocked their name, and
 * is a host of every room. An app with roles of its own tells hosts by `call.is(…)` and its own accounts
 * here.
 */
export function createTelnyxGateway(settings: Settings, userCookie: UserCookie): Gateway {
  const { apiKey, gatewaySecret, appOrigin, baseUrl, tokenTtlSecs, webhookPublicKey, isBlocked } = settings
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
      rooms.update,
      rooms.delete,
      rooms.createJoinToken,
      rooms.refreshJoinToken,
      roomSessions.listByRoom,
      roomSessions.listParticipants,
      roomSessions.mute,
      roomSessions.unmute,
      roomSessions.kick,
      roomSessions.end,
      roomRecordings.list,
      roomRecordings.retrieve,
      roomRecordings.delete,
      roomCompositions.list,
      roomCompositions.create,
      roomCompositions.retrieve,
      roomCompositions.delete,
    ],
    ...(webhookPublicKey && {
      webhooks: { publicKeys: webhookPublicKey },
      onWebhook: ({ event_type, id }) => console.log(`webhook ${id} ${event_type}`),
    }),
    authorize: async (request) => {
      const user = await userCookie.read(request)
      if (user === undefined) return null
      if (isBlocked(user.name)) return deny('BLOCKED_NAMES has the name', { revoked: true })
      return { user: user.id, tokenTtlSecs, claims: { name: user.name } }
    },
    onRefusal: (call) => {
      if (call.status >= 500) console.error(describeRefusal(call))
    },
  })
}
