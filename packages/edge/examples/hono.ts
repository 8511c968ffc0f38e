import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { makeGateway } from './gateway.ts'

const gateway = makeGateway(process.env)

// Not `mount`, which would remove `/telnyx` from the path: the gateway matches its whole `basePath`.
const app = new Hono()
  .get('/', ({ text }) => text('The page'))
  .all('/telnyx/*', ({ req }) => gateway(req.raw))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 8787) }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`)
})
