import { connect } from 'node:net'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket, { type ClientOptions } from 'ws'
import { type StartedEmulator, startEmulator } from '../node.ts'

describe('the socket of a live room', () => {
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
    ['a page of this machine', { origin: 'http://localhost:5173' }, 101],
    ['a program, which has no Origin', {}, 101],
    ['a foreign page', { origin: 'https://evil.example' }, 403],
    ['a page without an origin of its own', { origin: 'null' }, 403],
    ['a name that points here', { headers: { host: 'evil.example' } }, 403],
    ['a Host that is none', { headers: { host: '::::' } }, 403],
  ])('answers %s', async (_, options, status) => {
    expect(await statusOf(open(undefined, options))).toBe(status)
  })

  it.each(['/', '/janus', '/a/b/janus', '/%2e%2e/janus', '/v2/rooms'])('is not at %s', async (path) => {
    expect(await statusOf(open(path))).toBe(404)
  })

  it('speaks the dialogue', async () => {
    const socket = open()
    await opened(socket)
    const answer = new Promise((resolve) => socket.on('message', (data) => resolve(JSON.parse(String(data)))))
    socket.send(JSON.stringify({ janus: 'create', transaction: 't', client_token: token }))
    expect(await answer).toMatchObject({ janus: 'success', transaction: 't' })
    expect(socket.protocol).toBe('janus-protocol')
    socket.terminate()
  })

  it('ends what sends bytes instead of text, and what sends too much at once', async () => {
    const bytes = open()
    await opened(bytes)
    bytes.send(Buffer.from([1, 2, 3]))
    expect(await ended(bytes)).toBe(1003)
    const large = open()
    await opened(large)
    large.send('x'.repeat(70_000))
    expect(await ended(large)).toBe(1009)
  })

  it('outlives what is no WebSocket', async () => {
    const raw = connect(emulator.port, '127.0.0.1')
    raw.write(
      `GET /${roomId}/janus HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    )
    const head = await new Promise<string>((resolve) => raw.once('data', (data) => resolve(String(data))))
    expect(head).toMatch(/^HTTP\/1\.1 400/)
    raw.destroy()
    expect(await statusOf(open())).toBe(101)
  })

  it('is free again when the emulator closes, and nothing hangs', async () => {
    const other = await startEmulator()
    const socket = new WebSocket(`${other.url.replace('http', 'ws')}/room/janus`, 'janus-protocol')
    await opened(socket)
    const over = ended(socket)
    await other.close()
    expect(await over).toBe(1006)
    expect(other.emulator.live.connections).toBe(0)
  })
})
