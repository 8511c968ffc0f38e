import { createServer, type IncomingMessage, request as sendRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { createClient } from '@greenroom/core'
import { createTexml } from '@greenroom/core/texml'
import { roomRecordings, rooms } from '@greenroom/core/video'
import { afterEach, describe, expect, it } from 'vitest'
import { createEmulatorHandler } from '../src/emulator.ts'
import { createEmulator } from '../src/index.ts'
import { type StartedEmulator, type StartOptions, startEmulator } from '../src/node.ts'

const authorization = 'Bearer KEY_test'
const paths = [
  '/v2/rooms',
  '/_emulator',
  '/_emulator/state',
  '/',
  '/inspector/clear',
  '/files/none',
  '/nothing',
]

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function start(options: StartOptions = {}): Promise<StartedEmulator> {
  const started = await startEmulator({ media: false, ...options })
  closers.push(() => started.close())
  return started
}

/** Sends a request with any `Host`, which `fetch` does not allow. */
function statusOf(
  { port }: StartedEmulator,
  path: string,
  headers: Record<string, string>,
  host = '127.0.0.1',
) {
  return new Promise<number | undefined>((resolve, reject) => {
    const options = { host, port, path, headers: { authorization, ...headers } }
    sendRequest(options, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('the Host header', () => {
  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.5', '0.0.0.0'])(
    'is rejected on every path when it is %s',
    async (host) => {
      const emulator = await start()
      for (const path of paths) expect([path, await statusOf(emulator, path, { host })]).toEqual([path, 403])
    },
  )

  it.each([
    'localhost',
    'LOCALHOST:1',
    'localhost.',
    'app.localhost:4010',
    '127.0.0.1',
    '127.1',
    '[::1]:4010',
  ])('may be %s', async (host) => {
    const emulator = await start()
    expect(await statusOf(emulator, '/v2/rooms', { host })).toBe(200)
    expect(await statusOf(emulator, '/_emulator', { host })).toBe(200)
  })

  it('may name allowed hosts, which pages may be on too', async () => {
    const emulator = await start({ allowedHosts: ['emulator.test', '192.168.1.5'] })
    for (const host of ['emulator.test:4010', 'EMULATOR.test.', '192.168.1.5']) {
      expect(await statusOf(emulator, '/v2/rooms', { host })).toBe(200)
      expect(await statusOf(emulator, '/_emulator', { host, origin: `https://${host}` })).toBe(200)
    }
    expect(await statusOf(emulator, '/v2/rooms', { host: 'sub.emulator.test' })).toBe(403)
  })

  it('may name allowed hosts that are given as URLs', async () => {
    const emulator = await start({ allowedHosts: ['https://emulator.test:8443/v2'] })
    expect(await statusOf(emulator, '/v2/rooms', { host: 'emulator.test' })).toBe(200)
  })

  it('may name the address on which the emulator listens', async () => {
    const emulator = await start({ host: '0.0.0.0' })
    expect(await statusOf(emulator, '/v2/rooms', { host: `0.0.0.0:${emulator.port}` })).toBe(200)
    const { handle } = createEmulatorHandler()
    const connection = { remote: '192.168.1.9', local: '::ffff:192.168.1.5' }
    const send = async (host: string) =>
      (
        await handle(
          new Request('http://localhost/v2/rooms', { headers: { host, authorization } }),
          connection,
        )
      ).status
    expect([
      await send('192.168.1.5:4010'),
      await send('192.168.1.6:4010'),
      await send('evil.example'),
    ]).toEqual([200, 403, 403])
  })

  it('is not needed in process, where any URL may be used', async () => {
    const client = createClient({ apiKey: 'KEY_test', fetch: createEmulator().fetch })
    expect((await rooms.list(client)).data).toEqual([])
  })
})

describe('the Origin header', () => {
  it.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'http://192.168.1.5:5173'])(
    'is rejected by the API, the control API and the inspector when it is %s',
    async (origin) => {
      const emulator = await start()
      for (const path of ['/v2/rooms', '/_emulator', '/', '/inspector/clear'])
        expect(await statusOf(emulator, path, { origin })).toBe(403)
    },
  )

  it.each(['http://localhost:5173', 'http://127.0.0.1:8787', 'http://[::1]:80', 'https://app.localhost'])(
    'may be %s',
    async (origin) => {
      const emulator = await start()
      for (const path of ['/v2/rooms', '/_emulator', '/'])
        expect(await statusOf(emulator, path, { origin })).toBe(200)
    },
  )

  it('may be any when a page plays a file', async () => {
    const emulator = await start({ seed: 'demo' })
    emulator.emulator.clock.advance(10)
    const list = await emulator.emulator.fetch(`${emulator.url}/v2/room_recordings`, {
      headers: { authorization },
    })
    const { data } = (await list.json()) as { data: { download_url?: string }[] }
    const url = data.find(({ download_url }) => download_url)?.download_url ?? ''
    expect(await statusOf(emulator, new URL(url).pathname, { origin: 'https://app.example' })).toBe(200)
  })
})

describe('a client on another machine', () => {
  const another = { remote: '::ffff:192.168.1.9', local: '::ffff:192.168.1.5' }
  const send = async (
    { handle }: ReturnType<typeof createEmulatorHandler>,
    path: string,
    connection: typeof another | { remote: undefined; local: undefined },
  ) =>
    (
      await handle(
        new Request(`http://localhost${path}`, { headers: { host: 'localhost', authorization } }),
        connection,
      )
    ).status

  it('uses the API but neither the control API nor the inspector, whatever its Host', async () => {
    const emulator = createEmulatorHandler()
    expect(await send(emulator, '/v2/rooms', another)).toBe(200)
    for (const path of ['/_emulator', '/_emulator/state', '/_emulator/requests', '/', '/inspector/clear'])
      expect(await send(emulator, path, another)).toBe(403)
    expect(await send(emulator, '/_emulator', { remote: undefined, local: undefined })).toBe(403)
  })

  it('uses the control API with controlAnywhere', async () => {
    expect(await send(createEmulatorHandler({ controlAnywhere: true }), '/_emulator', another)).toBe(200)
  })

  it('is not one that connects over loopback', async () => {
    const emulator = createEmulatorHandler()
    for (const address of ['127.0.0.1', '127.0.0.2', '::1', '::ffff:127.0.0.1'])
      expect(await send(emulator, '/_emulator', { remote: address, local: address })).toBe(200)
  })

  it('is one that connects to an address of the network, even from this machine', async () => {
    const address = Object.values(networkInterfaces())
      .flatMap((entries) => entries ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
    const emulator = await start({ host: '0.0.0.0' })
    const local = address ?? '127.0.0.1'
    const expected = address === undefined ? 200 : 403
    const headers = { host: 'localhost' }
    expect(await statusOf(emulator, '/_emulator/state', headers, local)).toBe(expected)
    expect(await statusOf(emulator, '/', headers, local)).toBe(expected)
    expect(await statusOf(emulator, '/v2/rooms', headers, local)).toBe(200)
    expect(await statusOf(emulator, '/v2/rooms', { host: local }, local)).toBe(200)
  })
})

describe('a callback to the emulator itself', () => {
  const spellings = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    'localhost',
    'localhost.',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
  ]

  it.each(spellings)('is not sent to %s', async (host) => {
    const { emulator, port, url } = await start({ webhooksAnywhere: true })
    const client = createClient({ apiKey: 'KEY_test', baseUrl: `${url}/v2` })
    const texml = createTexml(client, { accountSid: 'acc' })
    const own = `http://${host}:${port}/_emulator/reset`
    const room = await rooms.create(client, { webhook_event_url: own })
    const { token } = await rooms.createJoinToken(client, { room_id: room.id })
    await emulator.join(room.id, { client_token: token })
    const parties = { ApplicationSid: '1', From: '+13125550001', To: '+13125550002' }
    const { call_sid } = await texml.calls.create({ ...parties, Url: own, StatusCallback: own })
    emulator.play(call_sid ?? '', 'answer')
    await emulator.webhooks.settled()
    const deliveries = emulator.webhooks.deliveries()
    expect(deliveries.length).toBeGreaterThan(3)
    for (const { error, status } of deliveries)
      expect([status, error]).toEqual([null, 'not sent: the address is that of the emulator itself'])
    expect((await rooms.list(client)).data).toHaveLength(1)
    expect(emulator.calls()).toMatchObject([{ status: 'failed' }])
  })

  it('is rejected when it arrives under another name', async () => {
    const emulator = createEmulator({ fetch: (request) => emulator.fetch(request) })
    const client = createClient({ apiKey: 'KEY_test', fetch: emulator.fetch })
    const room = await rooms.create(client, { webhook_event_url: 'http://127.0.0.1:9/_emulator/reset' })
    const { token } = await rooms.createJoinToken(client, { room_id: room.id })
    await emulator.join(room.id, { client_token: token })
    await emulator.webhooks.settled()
    expect(emulator.webhooks.deliveries().map(({ status }) => status)).toEqual([403, 403])
    expect((await rooms.list(client)).data).toHaveLength(1)
  })

  it('is not followed when another server redirects to it', async () => {
    const { emulator, url } = await start()
    const received: (string | undefined)[] = []
    const server = createServer((request: IncomingMessage, response) => {
      received.push(request.url)
      response.writeHead(307, { location: `${url}/_emulator/reset` }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => void server.close())
    const { port } = server.address() as AddressInfo
    const client = createClient({ apiKey: 'KEY_test', baseUrl: `${url}/v2` })
    const room = await rooms.create(client, { webhook_event_url: `http://localhost:${port}/hook` })
    const { token } = await rooms.createJoinToken(client, { room_id: room.id })
    await emulator.join(room.id, { client_token: token })
    await emulator.webhooks.settled()
    expect(received).toEqual(['/hook', '/hook'])
    expect(emulator.webhooks.deliveries().map(({ status }) => status)).toEqual([307, 307])
    expect((await rooms.list(client)).data).toHaveLength(1)
  })
})

describe('a server with undefined options', () => {
  it('links to its own address and sends itself no callbacks', async () => {
    const undefinedOptions = { publicUrl: undefined, openMedia: undefined, accountSid: undefined }
    const { emulator, url } = await start({ ...undefinedOptions, seed: 'demo', clock: 'manual' })
    await emulator.clock.advance(30)
    const client = createClient({ apiKey: 'KEY_test', baseUrl: `${url}/v2` })
    const [recording] = (await roomRecordings.list(client)).data
    expect(recording?.download_url).toContain(`${url}/files/`)
    const room = await rooms.create(client, { webhook_event_url: `${url}/hook` })
    const { token } = await rooms.createJoinToken(client, { room_id: room.id })
    await emulator.join(room.id, { client_token: token })
    await emulator.webhooks.settled()
    const [{ error } = { error: '' }] = emulator.webhooks.deliveries()
    expect(error).toBe('not sent: the address is that of the emulator itself')
  })
})
