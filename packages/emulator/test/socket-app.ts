import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'

/** A frame of JSON. */
export type Frame = Readonly<Record<string, unknown>>

/** Creates an app with a WebSocket at 127.0.0.1, which responds to frames, and returns what it got. */
export async function createSocketApp(
  onFrame: (frame: Frame, send: (frame: object) => void, socket: WebSocket) => void,
) {
  const frames: Frame[] = []
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  let closed: () => void = () => undefined
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve
  })
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame
      frames.push(frame)
      onFrame(frame, (answer) => socket.send(JSON.stringify(answer)), socket)
    })
    socket.on('close', () => closed())
  })
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, frames, isClosed }
}
