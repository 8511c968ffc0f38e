import { roomCompositions, roomRecordings, roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, deny, type Gateway } from '@greenroom/edge'
import { createDurableObjectHub } from '@greenroom/edge/cloudflare'
import type { Settings } from './env.ts'
import type { UserCookie } from './user-cookie.ts'

/**
 * Creates the gateway at `/telnyx`. Signed-in users are hosts of every room, unless their name is blocked. An
 * app with roles checks `call.is(…)` and its own accounts in `authorize`.
 */
export function createTelnyxGateway(settings: Settings, userCookie: UserCookie): Gateway {
  const { apiKey, gatewaySecret, appOrigin, baseUrl, tokenTtlSecs, webhookPublicKey, updates, isBlocked } =
    settings
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
      webhooks: { publicKeys: webhookPublicKey, url: `${appOrigin}/telnyx/webhooks` },
      ...(updates && { updates: createDurableObjectHub(updates) }),
      onWebhook: ({ event_type, id }) => console.log(`webhook ${id} ${event_type}`),
    }),
    authorize: async (request) => {
      const user = await userCookie.read(request)
      if (user === undefined) return null
      if (isBlocked(user.name)) return deny('the name is in BLOCKED_NAMES', { revoked: true })
      return { user: user.id, tokenTtlSecs, claims: { name: user.name } }
    },
  })
}
