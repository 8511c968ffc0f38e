import { serve } from '@hono/node-server'
import { makeGateway } from './gateway.ts'

const fetch = makeGateway(process.env)

serve({ fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 8787) }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`)
})
