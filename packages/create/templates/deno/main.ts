/** The server: the gateway, the sign-in, and the built page. */
import { serveStatic } from 'hono/deno'
import { createApp } from './server/app.ts'
import { readSecrets, required } from './server/settings.ts'

const app = createApp({
  ...readSecrets(),
  APP_ORIGIN: required('APP_ORIGIN'),
  WEBHOOK_PUBLIC_KEY: Deno.env.get('WEBHOOK_PUBLIC_KEY'),
})
app.use(serveStatic({ root: './dist' }))

Deno.serve({ port: Number(Deno.env.get('PORT') ?? 8000) }, app.fetch)
