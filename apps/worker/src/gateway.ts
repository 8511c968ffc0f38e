import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, deny, type Gateway, type Verdict } from '@greenroom/edge'
import type { Env } from './env.ts'
import { userOf } from './sign-in.ts'

const gateways = new WeakMap<Env, Gateway>()

/** The gateway of an environment, made once for as long as the isolate lives. */
export function gatewayOf(env: Env): Gateway {
  const gateway = gateways.get(env) ?? create(env)
  gateways.set(env, gateway)
  return gateway
}

function create(env: Env): Gateway {
  return createGateway({
    apiKey: env.TELNYX_API_KEY,
    secret: env.GATEWAY_SECRET,
    audience: env.APP_ORIGIN,
    publicOrigin: env.APP_ORIGIN,
    basePath: '/telnyx',
    baseUrl: env.TELNYX_BASE_URL,
    expose: [
      rooms.list,
      rooms.create,
      rooms.retrieve,
      rooms.createJoinToken,
      rooms.refreshJoinToken,
      roomSessions.listByRoom,
      roomSessions.listParticipants,
    ],
    authorize: (request) => authorize(request, env),
  })
}

/** Whoever is signed in may come in, as long as nobody blocked their name. */
async function authorize(request: Request, env: Env): Promise<Verdict> {
  const user = await userOf(request, env)
  if (!user) return null
  const blocked = env.BLOCKED_NAMES.split(',').map((name) => name.trim().toLowerCase())
  if (blocked.includes(user.name.toLowerCase())) return deny('the name is blocked', { revoked: true })
  return { user: user.id, tokenTtlSecs: Number(env.TOKEN_TTL_SECS) || 600, claims: { name: user.name } }
}
