import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createWebhookKeys, isWebhookError, signWebhook, verifyWebhook } from '@greenroom/core/webhooks'
import { Hono } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { harness } from './harness.ts'

const keys = await createWebhookKeys()
const { publicKey } = keys
const url = 'https://app.example/telnyx/webhooks'
// The text needs UTF-8, and its exact bytes are signed.
const event = { data: { id: 'e1', event_type: 'video.room.session.started', payload: { note: 'Zoë 👋' } } }
let server: Server | undefined

afterEach(() => {
  server?.close()
})

/** Verifies a webhook and responds as the README shows. */
async function respond(request: Request): Promise<Response> {
  try {
    return Response.json(await verifyWebhook(request, { publicKeys: publicKey }))
  } catch (error) {
    if (!isWebhookError(error)) throw error
    return Response.json({ code: error.code }, { status: error.status })
  }
}

/** An event of AWS API Gateway, format 2.0. */
async function lambdaEvent(isBase64Encoded: boolean) {
  const request = await signWebhook(url, event, { privateKey: keys.privateKey })
  const headers = Object.fromEntries(request.headers)
  const text = await request.text()
  return {
    version: '2.0',
    rawPath: '/telnyx/webhooks',
    rawQueryString: '',
    headers,
    requestContext: { domainName: 'app.example', http: { method: 'POST', path: '/telnyx/webhooks' } },
    body: isBase64Encoded ? Buffer.from(text).toString('base64') : text,
    isBase64Encoded,
  }
}

describe('verifyWebhook', () => {
  it('verifies the raw request of Hono', async () => {
    const app = new Hono().post('/telnyx/webhooks', ({ req }) => respond(req.raw))
    const response = await app.fetch(await signWebhook(url, event, { privateKey: keys.privateKey }))
    expect(await response.json()).toMatchObject(event.data)
  })

  it('verifies the raw body that express.raw() leaves, and no parsed and serialized one', async () => {
    const toRequest = (headers: IncomingHttpHeaders, body: Uint8Array<ArrayBuffer> | string) =>
      new Request(url, { method: 'POST', headers: headers as Record<string, string>, body })
    server = createServer(async (incoming, outgoing) => {
      const raw = await buffer(incoming)
      const isParsed = incoming.url === '/parsed'
      const body = isParsed ? JSON.stringify(JSON.parse(String(raw)), null, 1) : new Uint8Array(raw)
      const response = await respond(toRequest(incoming.headers, body))
      outgoing.writeHead(response.status).end(await response.text())
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const deliver = async (path: string) =>
      (await fetch(await signWebhook(base + path, event, { privateKey: keys.privateKey }))).json()
    expect(await deliver('/')).toMatchObject(event.data)
    expect(await deliver('/parsed')).toEqual({ code: 'wrong_signature' })
  })

  it.each([true, false])('verifies an event of AWS Lambda with isBase64Encoded: %j', async (isBase64) => {
    const { headers, body, isBase64Encoded } = await lambdaEvent(isBase64)
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
    const response = await respond(new Request(url, { method: 'POST', headers, body: bytes }))
    expect(await response.json()).toMatchObject(event.data)
  })
})

describe('the gateway', () => {
  it.each([true, false])(
    'handles a webhook on AWS Lambda, through Hono, with isBase64Encoded: %j',
    async (isBase64) => {
      const onWebhook = vi.fn()
      const { gateway } = harness({ onWebhook, webhooks: { publicKeys: publicKey } })
      const handler = handle(new Hono().all('/telnyx/*', ({ req }) => gateway(req.raw)))
      const result = await handler((await lambdaEvent(isBase64)) as unknown as LambdaEvent)
      expect(result).toMatchObject({ statusCode: 204 })
      expect(onWebhook).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(event.data))
    },
  )
})
