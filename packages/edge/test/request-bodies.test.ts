import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { rooms } from '@greenroom/core/video'
import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Gateway } from '../src/index.ts'
import { harness, origin } from './harness.ts'

const keys = await createWebhookKeys()
let server: Server | undefined

afterEach(() => {
  server?.close()
})

type Handler = (request: Request) => Response | Promise<Response>

/** Serves a handler over HTTP, behind a middleware that may consume the request as `express.json()` does. */
async function serve(handler: Handler, before: (incoming: IncomingMessage) => Promise<unknown>) {
  const listener = getRequestListener(handler)
  server = createServer(async (incoming, outgoing) => {
    await before(incoming)
    void listener(incoming, outgoing)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function setUp() {
  const onRefusal = vi.fn()
  const onWebhook = vi.fn()
  const { gateway, upstream } = harness({
    onWebhook,
    onRefusal,
    webhooks: { publicKeys: keys.publicKey },
    publicOrigin: origin,
  })
  const { id } = await rooms.create(upstream, {})
  /** Mints a token and delivers a webhook. Returns the statuses and codes. */
  const call = async (url: string) => {
    const mint = await fetch(`${url}/telnyx/rooms/${id}/actions/generate_join_client_token`, {
      method: 'POST',
      headers: { origin, 'x-user': 'ann', 'content-type': 'application/json' },
      body: '{"token_ttl_secs":60}',
    })
    const event = { data: { id: crypto.randomUUID(), event_type: 'video.room.session.started' } }
    const webhook = await fetch(
      await signWebhook(`${url}/telnyx/webhooks`, event, { privateKey: keys.privateKey }),
    )
    return Promise.all(
      [mint, webhook].map(async (response) => {
        const body = await response.text()
        return [response.status, body === '' ? '' : (JSON.parse(body).code ?? '')]
      }),
    )
  }
  return { gateway, call, onRefusal, onWebhook }
}

/** Mounts the gateway in Hono, behind a middleware. */
function honoApp(gateway: Gateway, middleware: (body: { json(): Promise<unknown> }) => Promise<unknown>) {
  return new Hono()
    .use(async ({ req }, next) => {
      await middleware(req)
      await next()
    })
    .all('/telnyx/*', ({ req }) => gateway(req.raw))
}

const works = [
  [201, ''],
  [204, ''],
]
const isUsed = [
  [400, 'body_used'],
  [400, 'body_used'],
]

describe('a body that the headers already exclude', () => {
  it.each([
    ['another media type', { 'content-type': 'text/plain' }, 415],
    ['a declared length over the limit', { 'content-length': '16385' }, 413],
    ['another origin', { origin: 'https://evil.example' }, 403],
  ])('is not read: %s', async (_, changes, status) => {
    const { gateway } = harness()
    const pull = vi.fn()
    const body = new ReadableStream({ pull }, { highWaterMark: 0 })
    const headers = { origin, 'x-user': 'ann', 'content-type': 'application/json', ...changes }
    const request = new Request(`${origin}/telnyx/rooms`, {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit)
    expect((await gateway(request)).status).toBe(status)
    expect(pull).not.toHaveBeenCalled()
  })
})

describe('a body that something read before the gateway', () => {
  it('is reported behind a body parser of Node, such as express.json()', async () => {
    const { gateway, call, onRefusal } = await setUp()
    expect(await call(await serve(gateway, text))).toEqual(isUsed)
    for (const [refused] of onRefusal.mock.calls) {
      expect(refused.cause.message).toContain('express.json()')
    }
  })

  it('is reported behind a middleware of Hono', async () => {
    const { gateway, call } = await setUp()
    const { fetch: handler } = honoApp(gateway, (req) => req.json())
    expect(await call(await serve(handler, async () => undefined))).toEqual(isUsed)
  })

  it('works if nothing reads it before', async () => {
    const { gateway, call, onWebhook } = await setUp()
    expect(await call(await serve(gateway, async () => undefined))).toEqual(works)
    server?.close()
    const { fetch: handler } = honoApp(gateway, async () => undefined)
    expect(await call(await serve(handler, async () => undefined))).toEqual(works)
    expect(onWebhook).toHaveBeenCalledTimes(2)
  })
})
