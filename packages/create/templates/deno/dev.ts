/** Starts an emulator of Telnyx, the server, and Vite, which serves the page and is a proxy of the server. */
import { startEmulator } from '@greenroom/emulator/node'
import { createServer } from 'vite'
import { createApp } from './server/app.ts'
import { readSecrets } from './server/settings.ts'

// Scripts expect port 4010. If it is in use, any other port serves the page just as well.
const { url, emulator } = await startEmulator({ port: 4010 }).catch(() => startEmulator())
console.log(`  Telnyx is emulated: ${url}/ shows rooms and requests, /phone is a telephone`)

const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, (request) =>
  app.fetch(request),
)
const target = `http://127.0.0.1:${server.addr.port}`
const vite = await createServer({
  server: { proxy: { '/telnyx': target, '/session': target } },
  define: { 'import.meta.env.VITE_EMULATOR_URL': JSON.stringify(url) },
})
await vite.listen()

// Vite takes another port if its own is in use, so the origin is known only now.
const [page = ''] = vite.resolvedUrls?.local ?? []
const app = createApp({
  ...readSecrets(),
  TELNYX_BASE_URL: `${url}/v2`,
  WEBHOOK_PUBLIC_KEY: await emulator.webhooks.publicKey(),
  APP_ORIGIN: new URL(page).origin,
})
vite.printUrls()
