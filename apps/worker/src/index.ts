import type { ExecutionContext } from 'hono'
import { createApp } from './app.ts'
import type { Env } from './env.ts'

export { UpdateHubObject } from '@greenroom/edge/cloudflare'

const apps = new WeakMap<Env, ReturnType<typeof createApp>>()

/** The app, created once per isolate. */
function appOf(env: Env): ReturnType<typeof createApp> {
  const app = apps.get(env) ?? createApp(env)
  apps.set(env, app)
  return app
}

export default {
  fetch: (request: Request, env: Env, context: ExecutionContext): Response | Promise<Response> =>
    appOf(env).fetch(request, env, context),
}
