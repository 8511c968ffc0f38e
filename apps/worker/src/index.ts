import { Hono } from 'hono'
import { type Env, missingSecrets } from './env.ts'
import { gatewayOf } from './gateway.ts'
import { problem } from './problem.ts'
import { signIn } from './sign-in.ts'

const app = new Hono<{ Bindings: Env }>()

app.use(async (context, next) => {
  const missing = missingSecrets(context.env)
  if (missing.length === 0) return next()
  console.error(`Set these secrets with wrangler secret put: ${missing.join(', ')}`)
  return problem(503, 'unavailable', 'The service is not set up')
})
app.route('/session', signIn)
app.all('/telnyx/*', (context) => gatewayOf(context.env)(context.req.raw))
app.notFound(() => problem(404, 'not_found', 'There is nothing at this path'))
app.onError((error) => {
  console.error(error)
  return problem(503, 'unavailable', 'The service is not available')
})

export default app
