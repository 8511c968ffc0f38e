import { startEmulator } from '@greenroom/emulator/node'

/** Resource usage of a server, which it reports on request. */
export interface Figures {
  /** CPU time since the start, in milliseconds. */
  readonly cpuMs: number
  readonly rssMB: number
  /** Heap in use after a garbage collection. */
  readonly heapMB: number
  readonly udpSockets: number
  readonly connections: number
}

const { url, emulator } = await startEmulator()

process.on('message', () => {
  globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  const figures: Figures = {
    cpuMs: (user + system) / 1000,
    rssMB: rss / 1e6,
    heapMB: heapUsed / 1e6,
    udpSockets: process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWrap').length,
    connections: emulator.live.connections,
  }
  process.send?.(figures)
})
process.on('disconnect', () => process.exit())
process.send?.(url)
