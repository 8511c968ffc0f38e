import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { makeGateway } from './greenroom/gateway.ts'

const gateway = makeGateway(process.env)

const app = new Hono()
  .get('/', ({ text }) => text('The page'))
  .all('/telnyx/*', ({ req }) => gateway(req.raw))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) })
