import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** The network between pages and the emulator. */
export interface NetworkProxy {
  readonly url: string
  /** Where it leads to. */
  target: number
  /** Whether new connections are refused. */
  isDown: boolean
  /** Breaks all connections that there are. */
  cut(): void
  close(): void
}

/** Lays a wire to a port of this machine. */
export async function startNetworkProxy(target: number): Promise<NetworkProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    if (wire.isDown) return void near.resetAndDestroy()
    const far = connect(wire.target, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const wire: NetworkProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    isDown: false,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    close() {
      wire.cut()
      server.close()
    },
  }
  return wire
}
