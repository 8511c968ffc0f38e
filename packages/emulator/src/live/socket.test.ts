import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket, { type ClientOptions } from 'ws'
import { createEmulatorHandler } from '../emulator.ts'
import { type StartedEmulator, startEmulator } from '../node.ts'
import { serveSockets } from './socket.ts'

describe('serveSockets', () => {
  let emulator: StartedEmulator
  let roomId: string
  let token: string
  beforeAll(async () => {
    emulator = await startEmulator()
    const client = createClient({ apiKey: 'KEY_test', baseUrl: `${emulator.url}/v2` })
    roomId = (await rooms.create(client)).id
    token = (await rooms.createJoinToken(client, { room_id: roomId })).token
  })
  afterAll(() => emulator.close())

  const open = (path = `/${roomId}/janus`, options: ClientOptions = {}) =>
    new WebSocket(emulator.url.replace('http', 'ws') + path, 'janus-protocol', options)
  const statusOf = (socket: WebSocket) =>
    new Promise<number | undefined>((resolve) => {
      socket.on('error', () => undefined)
      socket.on('open', () => resolve(101))
      socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode))
    }).finally(() => socket.terminate())
  const ended = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.on('error', () => undefined)
      socket.on('close', (code) => resolve(code))
    })
  const opened = (socket: WebSocket) => new Promise<void>((resolve) => socket.on('open', () => resolve()))

  it.each([
    ['a page on this machine', { origin: 'http://localhost:5173' }, 101],
    ['a client without an Origin', {}, 101],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['a foreign Host (DNS rebinding)', { headers: { host: 'evil.example' } }, 403],
    ['an invalid Host', { headers: { host: '::::' } }, 403],
  ])('responds to %s with the right status', async (_, options, status) => {
    expect(await statusOf(open(undefined, options))).toBe(status)
  })

  it.each([
    ['is rejected', false, 'HTTP/1.1 403 Forbidden'],
    ['is accepted with lan', true, 'HTTP/1.1 400 Bad Request'],
  ])('a client on another machine %s, whatever its Host', async (_, lan, head) => {
    const { access, live, stop } = createEmulatorHandler()
    const server = new EventEmitter()
    serveSockets(server as Server, live, { lan, access })
    const stream = new PassThrough()
    const request = {
      url: `/${roomId}/janus`,
      // Without a key the handshake itself fails with 400.
      headers: { host: 'localhost', upgrade: 'websocket' },
      method: 'GET',
      socket: { remoteAddress: '192.168.1.9', localAddress: '192.168.1.5' },
    }
    server.emit('upgrade', request, stream, Buffer.alloc(0))
    expect(String(await new Promise((resolve) => stream.once('data', resolve)))).toContain(head)
    stop()
  })

  it.each(['/', '/janus', '/a/b/janus', '/%2e%2e/janus', '/v2/rooms'])(
    'responds with 404 at %s',
    async (path) => {
      expect(await statusOf(open(path))).toBe(404)
    },
  )

  it('accepts the janus-protocol and responds to messages', async () => {
    const socket = open()
    await opened(socket)
    const answer = new Promise((resolve) => socket.on('message', (data) => resolve(JSON.parse(String(data)))))
    socket.send(JSON.stringify({ janus: 'create', transaction: 't', client_token: token }))
    expect(await answer).toMatchObject({ janus: 'success', transaction: 't' })
    expect(socket.protocol).toBe('janus-protocol')
    socket.terminate()
  })

  it('closes a socket that sends binary data or a message over 64 KiB', async () => {
    const bytes = open()
    await opened(bytes)
    bytes.send(Buffer.from([1, 2, 3]))
    expect(await ended(bytes)).toBe(1003)
    const large = open()
    await opened(large)
    large.send('x'.repeat(70_000))
    expect(await ended(large)).toBe(1009)
  })

  it('rejects an invalid WebSocket handshake and keeps serving', async () => {
    const raw = connect(emulator.port, '127.0.0.1')
    raw.write(
      `GET /${roomId}/janus HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    )
    const head = await new Promise<string>((resolve) => raw.once('data', (data) => resolve(String(data))))
    expect(head).toMatch(/^HTTP\/1\.1 400/)
    raw.destroy()
    expect(await statusOf(open())).toBe(101)
  })

  it('rejects a forged token and closes only that socket', async () => {
    const [honest, forger] = [open(), open()]
    await Promise.all([opened(honest), opened(forger)])
    const answer = (socket: WebSocket, client_token: string) => {
      const heard = new Promise((resolve) =>
        socket.once('message', (data) => resolve(JSON.parse(String(data)))),
      )
      socket.send(JSON.stringify({ janus: 'create', transaction: 't', client_token }))
      return heard
    }
    const closed = ended(forger)
    const [head, , signature] = token.split('.')
    const claims = btoa(JSON.stringify({ typ: 'access', exp: 4_000_000_000 })).replaceAll('=', '')
    expect(await answer(forger, `${head}.${claims}.${signature}`)).toMatchObject({ status_code: 401 })
    expect(await answer(honest, token)).toMatchObject({ janus: 'success' })
    expect(await closed).toBe(4001)
    expect(honest.readyState).toBe(WebSocket.OPEN)
    honest.terminate()
  })

  it('removes silent sockets that are cut off, before or after their handshake', async () => {
    const silent = Array.from({ length: 20 }, () => open())
    await Promise.all(silent.map(opened))
    expect(emulator.emulator.live.connections).toBeGreaterThanOrEqual(20)
    const incomplete = connect(emulator.port, '127.0.0.1')
    incomplete.on('error', () => undefined)
    incomplete.write(`GET /${roomId}/janus HTTP/1.1\r\nhost: localhost\r\nconnection: upg`)
    for (const socket of silent) socket.terminate()
    await expect.poll(() => emulator.emulator.live.connections).toBe(0)
    expect(await statusOf(open())).toBe(101)
    incomplete.destroy()
  })

  it('closes sockets and bots when the emulator closes', async () => {
    const other = await startEmulator()
    const incomplete = connect(other.port, '127.0.0.1')
    incomplete.on('error', () => undefined)
    incomplete.write('GET /room/janus HTTP/1.1\r\nhost: localhost\r\nconnection: upg')
    const socket = new WebSocket(`${other.url.replace('http', 'ws')}/room/janus`, 'janus-protocol')
    await opened(socket)
    const closed = ended(socket)
    const { fetch, live } = other.emulator
    const headers = { authorization: 'Bearer KEY_test', 'content-type': 'application/json' }
    const created = await fetch(`${other.url}/v2/rooms`, { method: 'POST', headers, body: '{}' })
    const { id } = ((await created.json()) as { data: { id: string } }).data
    await fetch(`${other.url}/_emulator/rooms/${id}/bots`, { method: 'POST', body: '{"tone":true}' })
    expect(live.bots(id)).toHaveLength(1)
    await other.close()
    expect(await closed).toBe(1006)
    expect([live.connections, live.bots(id)]).toEqual([0, []])
  })
})
