import { startEmulator } from '@greenroom/emulator/node'

/** What a server costs, as it tells on request. */
export interface Figures {
  /** CPU time since it began, in milliseconds. */
  readonly cpuMs: number
  readonly rssMB: number
  /** What is in use after a collection. */
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
