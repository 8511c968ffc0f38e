import { createOriginPolicy, problem } from '@greenroom/edge'
import { Hono } from 'hono/tiny'
import { type Env, EnvError, readEnv, type Settings } from './env.ts'
import { createTelnyxGateway } from './gateway.ts'
import { createSession } from './session.ts'
import { createUserCookie } from './user-cookie.ts'

/** Makes the app of an environment: the gateway and the sign-in, or, where bindings are wrong, 503 everywhere. */
export function createApp(env: Env): Hono {
  const app = new Hono()
  app.notFound(() => refuse(404, 'not_found', 'There is nothing at this path', true))
  app.onError((error) => {
    console.error(error)
    return refuse(503, 'unavailable', 'The service cannot answer at the moment', false)
  })
  try {
    mount(app, readEnv(env))
  } catch (error) {
    // For every request: the first one may be long gone when somebody looks.
    app.use(() => {
      console.error(`The Worker is not set up: ${error instanceof EnvError ? error.message : error}`)
      return Promise.resolve(refuse(503, 'unavailable', 'The service is not set up', false))
    })
  }
  return app
}

function mount(app: Hono, settings: Settings): void {
  const userCookie = createUserCookie(settings)
  const gateway = createTelnyxGateway(settings, userCookie)
  const policy = createOriginPolicy({ publicOrigin: settings.appOrigin })

  app.all('/telnyx/*', ({ req, executionCtx }) => gateway(req.raw, undefined, executionCtx))
  app.use('/session', async ({ req, header }, next) => {
    header('cache-control', 'no-store')
    // Another site's page must sign nobody in or out.
    if (policy.admits(req.raw)) return next()
    return refuse(403, 'cross_origin', 'Calls from this origin are not allowed', true)
  })
  app.route('/session', createSession(userCookie))
}

function refuse(status: number, code: string, title: string, terminal: boolean): Response {
  return problem({ status, code, title, terminal })
}
