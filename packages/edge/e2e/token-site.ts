import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { startEmulator } from '@greenroom/emulator/node'
import { Hono } from 'hono'
import { createGateway } from '../src/index.ts'
import { bundle, listen } from './site.ts'

/** A site with tokens that are valid for ten seconds. Its gateway calls an emulator over HTTP. */
export interface TokenSite {
  readonly origin: string
  createRoom(): Promise<string>
  /** Returns how many tokens of a room were minted or refreshed. */
  tokenCount(room_id: string): Promise<number>
  close(): Promise<void>
}

const apiKey = 'KEY_upstream_secret'

export async function openTokenSite(): Promise<TokenSite> {
  const emulator = await startEmulator({ apiKey })
  const baseUrl = `${emulator.url}/v2`
  const upstream = createClient({ apiKey, baseUrl })
  const script = await bundle('token-tab.ts')
  const app = new Hono().get('/', ({ html }) =>
    html(`<!doctype html><meta charset="utf-8"><body><script>${script}</script>`),
  )
  const { port, close } = await listen(app)
  const origin = `http://127.0.0.1:${port}`
  const gateway = createGateway({
    apiKey,
    baseUrl,
    secret: 'a secret of the gateway, 32 bytes or more',
    audience: origin,
    publicOrigin: origin,
    basePath: '/telnyx',
    expose: [rooms.createJoinToken, rooms.refreshJoinToken],
    authorize: () => ({ user: 'ann', tokenTtlSecs: 10 }),
  })
  app.all('/telnyx/*', ({ req }) => gateway(req.raw))
  return {
    origin,
    createRoom: async () => (await rooms.create(upstream, {})).id,
    async tokenCount(room_id) {
      const response = await fetch(`${emulator.url}/_emulator/requests`)
      const { data } = (await response.json()) as { data: { path: string; status: number }[] }
      return data.filter(({ path, status }) => path.includes(`${room_id}/actions/`) && status === 201).length
    },
    async close() {
      await close()
      await emulator.close()
    },
  }
}
