import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, type Gateway, type GatewayOptions, type UpdateHub } from '@greenroom/edge'
import type { Sessions } from './session.ts'

/** The settings that the gateway needs. */
export interface Settings {
  readonly TELNYX_API_KEY: string
  readonly GATEWAY_SECRET: string
  /** Base URL of the API. Default: Telnyx. */
  readonly TELNYX_BASE_URL?: string | undefined
  /** The account's public key. Default: no webhooks, and pages poll. */
  readonly WEBHOOK_PUBLIC_KEY?: string | undefined
}

export interface AppGatewayOptions {
  /** The origin at which users open the app. */
  readonly appOrigin: string
  /** The same origin, if the server sees another one in its requests, as behind a proxy. */
  readonly publicOrigin?: string | undefined
  readonly sessions: Sessions
  readonly updates?: UpdateHub
  /** Sends the requests to the API. Default: the global `fetch`. */
  readonly fetch?: GatewayOptions['fetch']
}

/** Creates the gateway at `/telnyx`, which adds the API key to the calls of signed-in users. */
export function createAppGateway(
  settings: Settings,
  { appOrigin, publicOrigin, sessions, updates, fetch }: AppGatewayOptions,
): Gateway {
  return createGateway({
    apiKey: settings.TELNYX_API_KEY,
    secret: settings.GATEWAY_SECRET,
    baseUrl: settings.TELNYX_BASE_URL,
    audience: appOrigin,
    publicOrigin,
    basePath: '/telnyx',
    // What pages may call. All else is 404.
    expose: [
      rooms.list,
      rooms.create,
      rooms.retrieve,
      rooms.createJoinToken,
      rooms.refreshJoinToken,
      roomSessions.listByRoom,
      roomSessions.listParticipants,
      roomSessions.mute,
      roomSessions.unmute,
      roomSessions.kick,
    ],
    // Runs before each call. Here, every signed-in user is a host of every room. For users who may do less,
    // return `deny('reason')`, or a grant with `rooms: (id) => …`.
    authorize: async (request) => {
      const user = await sessions.userOf(request.headers)
      return user && { user: user.id, claims: { name: user.name } }
    },
    ...(settings.WEBHOOK_PUBLIC_KEY && {
      webhooks: { publicKeys: settings.WEBHOOK_PUBLIC_KEY, url: `${appOrigin}/telnyx/webhooks` },
      updates,
    }),
    fetch,
  })
}
