import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { makeGateway } from './gateway.ts'

const gateway = makeGateway(process.env)

// `all` and not `mount`, which would cut `/telnyx` off: the gateway knows its own `basePath`.
const app = new Hono()
  .get('/', ({ text }) => text('The page'))
  .all('/telnyx/*', ({ req }) => gateway(req.raw))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 8787) }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`)
})
