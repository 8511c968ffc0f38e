import { createOriginPolicy, describeRefusal, problem } from '@greenroom/edge'
import { Hono } from 'hono/tiny'
import { type Env, EnvError, readEnv, type Settings } from './env.ts'
import { createTelnyxGateway } from './gateway.ts'
import { createSession } from './session.ts'
import { createUserCookie } from './user-cookie.ts'

/** Creates the app: the gateway and the sign-in. If bindings are invalid, every response is a 503. */
export function createApp(env: Env): Hono {
  const app = new Hono()
  app.notFound(() => refuse(404, 'not_found', 'Not found', true))
  app.onError((cause) => {
    // In one line, because the message can contain text of the request.
    const requestId = crypto.randomUUID()
    console.error(describeRefusal({ status: 503, code: 'unavailable', requestId, cause }))
    return refuse(503, 'unavailable', 'Temporarily unavailable', false, requestId)
  })
  try {
    mount(app, readEnv(env))
  } catch (error) {
    // Logged for every request, because the log of the first one may be gone.
    app.use(() => {
      console.error(`The Worker is not set up: ${error instanceof EnvError ? error.message : error}`)
      return Promise.resolve(refuse(503, 'unavailable', 'The service is not configured', false))
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
    // Other sites' pages must not sign a user in or out.
    if (policy.admits(req.raw)) return next()
    return refuse(403, 'cross_origin', 'Calls from this origin are not allowed', true)
  })
  app.route('/session', createSession(userCookie))
}

function refuse(
  status: number,
  code: string,
  title: string,
  terminal: boolean,
  requestId?: string,
): Response {
  return problem({ status, code, title, terminal }, requestId)
}
