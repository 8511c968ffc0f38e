import { randomBytes } from 'node:crypto'
import { connect, Server, type Socket } from 'node:net'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { type StartedEmulator, startEmulator } from '../src/node.ts'
import { openClient } from './live/client.ts'

/** `npm run soak` sends more. */
const count = Number(process.env['FUZZ_MESSAGES'] ?? 150)

/** Returns one of the values, in turn, so that a failure can be repeated. */
const pick = <T>(values: readonly T[], at: number) => values[at % values.length] as T

const names = ['constructor', '__proto__', 'toString']
const pluginNames = ['audiobridge', 'videoroom', 'textroom'].map((name) => `janus.plugin.${name}`)

/** Beginnings of requests that a server must survive, whatever follows. */
const requests = [
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: [::1\r\n\r\n',
  'GET //evil/%%% HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
  'GET /room/janus HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'GET /nowhere HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'POST /v2/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{',
  'POST /v2/rooms HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
  'POST /_emulator/clock HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n',
  '\x16\x03\x01\x00\xa5',
  `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n\r\n`,
]

const handshake =
  'GET /room/janus HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'

/** Ways to end a connection while the server still works on it. */
const endings: readonly ((socket: Socket) => void)[] = [
  (socket) => socket.resetAndDestroy(),
  (socket) => socket.end(),
  (socket) => socket.destroy(),
]

const descriptions = [
  'v=0',
  'v=0\r\nm=audio',
  'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\n',
  `v=0\r\n${'m=video 9 UDP/TLS/RTP/SAVPF 96\r\n'.repeat(200)}`,
  'v=0\r\na=__proto__:1\r\nm=constructor 9 x y z\r\na=candidate:1 1 udp 1 999.1.1.1 1 typ host\r\n',
  '\ud800',
]

// An uncaught error or an unhandled rejection fails the test run.
describe('a server', () => {
  let server: StartedEmulator
  let roomId: string
  let token: string
  beforeAll(async () => {
    server = await startEmulator()
    const client = createClient({ apiKey: 'KEY_test', baseUrl: `${server.url}/v2` })
    roomId = (await rooms.create(client)).id
    token = (await rooms.createJoinToken(client, { room_id: roomId })).token
  })
  afterAll(() => server.close())

  const expectAlive = async () => {
    const headers = { authorization: 'Bearer KEY_test' }
    expect((await fetch(`${server.url}/v2/rooms`, { headers })).status).toBe(200)
  }
  /** Sends bytes, and ends the connection once the server has responded or after a moment. */
  const sendBytes = (bytes: readonly (string | Uint8Array)[], end: (socket: Socket) => void) =>
    new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.on('close', () => resolve())
      socket.on('connect', () => {
        const [first = '', ...others] = bytes
        socket.write(first, 'latin1')
        if (others.length === 0) end(socket)
        socket.once('data', () => {
          for (const other of others) socket.write(other)
          end(socket)
        })
        setTimeout(() => socket.destroy(), 50).unref()
      })
    })

  it('survives malformed requests on connections that are reset, half closed or closed', async () => {
    for (const request of requests) for (const end of endings) await sendBytes([request], end)
    await expectAlive()
  })

  it('survives connections that cannot be accepted', async () => {
    const listen = vi.spyOn(Server.prototype, 'listen')
    const other = await startEmulator()
    const [http] = listen.mock.contexts as Server[]
    for (let count = 0; count < 3; count++) http?.emit('error', new Error('accept EMFILE'))
    expect((await fetch(`${other.url}/_emulator`)).status).toBe(200)
    await other.close()
    listen.mockRestore()
  })

  it('survives malformed WebSocket frames', async () => {
    const opcodes = [0x81, 0x82, 0x80, 0x01, 0x88, 0x89, 0x8a, 0x83, 0xc1, 0xff]
    for (let at = 0; at < count; at++) {
      const payload = randomBytes(at % 125)
      const masked = at % 7 ? 0x80 : 0
      const frame = Buffer.concat([
        Buffer.from([pick(opcodes, at), masked | payload.length]),
        randomBytes(4),
        payload,
      ])
      await sendBytes([handshake, frame], pick(endings, at))
    }
    await expectAlive()
    await expect.poll(() => server.emulator.live.connections).toBe(0)
  })

  it('survives malformed messages and session descriptions on a live room connection', async () => {
    for (let at = 0; at < count; at++) {
      const browser = openClient(server, roomId, token)
      await browser.request({ janus: 'create' })
      const attached = await browser.request({
        janus: 'attach',
        plugin: pick([...pluginNames, ...names], at),
      })
      const handle_id = attached.data?.id ?? pick([0, 1e308, -1], at)
      const participantId = crypto.randomUUID()
      const stream = { id: 's', key: 'k', isAudioEnabled: true, isVideoEnabled: true }
      const display = btoa(JSON.stringify({ participantId, ...(at % 2 ? { stream } : {}) }))
      const bodies = [
        { request: 'join', ptype: 'publisher', display },
        { request: 'join', ptype: 'subscriber', feed: pick([1, 1e308, '__proto__'], at) },
        { request: 'setup' },
        { request: { toString: 1 } },
        { request: pick(names, at) },
        null,
        'text',
      ]
      const jsep = { type: pick(['offer', 'answer', 'constructor'], at), sdp: pick(descriptions, at) }
      await browser.request({ janus: 'message', handle_id, body: pick(bodies, at), jsep })
      for (const request of ['configure', 'start', 'ack'])
        await browser.request({ janus: 'message', handle_id, body: { request, display }, jsep })
      await browser.request({ janus: pick(['trickle', 'detach', 'hangup', ...names], at), handle_id })
      browser.sendRaw('['.repeat(30_000))
      browser.sendRaw(
        `{"janus":"create","transaction":"t","client_token":1e999,"session_id":${'9'.repeat(400)}}`,
      )
      await browser.connection.settled()
      browser.connection.closed()
    }
    await expectAlive()
    expect(server.emulator.live.connections).toBe(0)
  })

  it('survives WebSockets that are cut off while their messages are handled', async () => {
    for (let at = 0; at < count / 5; at++) {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/${roomId}/janus`, 'janus-protocol')
      socket.on('error', () => undefined)
      await new Promise<void>((resolve) => {
        socket.on('close', () => resolve())
        socket.on('open', () => {
          const send = (message: object) =>
            socket.send(JSON.stringify({ transaction: 't', client_token: token, ...message }))
          send({ janus: 'create' })
          for (const plugin of [...names, ...pluginNames]) send({ janus: 'attach', plugin })
          if (at % 2) socket.terminate()
          else socket.close()
        })
      })
    }
    await expectAlive()
    await expect.poll(() => server.emulator.live.connections).toBe(0)
  })
})
