import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP proxy between browsers and the emulator that can interrupt connections. */
export interface NetworkProxy {
  readonly url: string
  /** Port of this machine to forward to. */
  target: number
  /** Whether to reject new connections. */
  isDown: boolean
  /** Resets all open connections. */
  cut(): void
  close(): void
}

/** Starts a proxy to a port of this machine. */
export async function startNetworkProxy(target: number): Promise<NetworkProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    if (proxy.isDown) return void client.resetAndDestroy()
    const upstream = connect(proxy.target, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
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
  const proxy: NetworkProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    isDown: false,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    close() {
      proxy.cut()
      server.close()
    },
  }
  return proxy
}
