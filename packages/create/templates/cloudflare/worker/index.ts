import type { Gateway } from '@greenroom/edge'
import { createDurableObjectHub, type UpdateHubNamespace } from '@greenroom/edge/cloudflare'
import { createAppGateway, type Settings } from '../server/gateway.ts'
import { createSessions, type Sessions } from '../server/session.ts'

// The class of the Durable Object that wrangler.jsonc binds to UPDATES.
export { UpdateHubObject } from '@greenroom/edge/cloudflare'

/** The bindings of wrangler.jsonc, and the secrets. */
interface Env extends Settings {
  readonly SESSION_SECRET: string
  readonly APP_ORIGIN: string
  readonly UPDATES: UpdateHubNamespace
}

let sessions: Sessions | undefined
let gateway: Gateway | undefined

export default {
  async fetch(
    request: Request,
    env: Env,
    context: { waitUntil(work: Promise<unknown>): void },
  ): Promise<Response> {
    const { pathname, origin } = new URL(request.url)
    // Only `npm run dev` has no APP_ORIGIN.
    const appOrigin = env.APP_ORIGIN || origin

    // Created by the first request, because a module that loads has no secrets yet, and kept, because the
    // gateway remembers recent tokens.
    sessions ??= createSessions({ secret: env.SESSION_SECRET, appOrigin })
    if (pathname === '/session') return sessions.handle(request)

    gateway ??= createAppGateway(env, {
      appOrigin,
      sessions,
      updates: createDurableObjectHub(env.UPDATES),
    })
    return gateway(request, env, context)
  },
}
