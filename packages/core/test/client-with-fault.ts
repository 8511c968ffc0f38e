import { type Fault, type FaultServer, startFaultServer } from '@greenroom/testing/fault-server'
import { afterEach, vi } from 'vitest'
import { createClient } from '../src/client.ts'
import type { Client, ClientOptions } from '../src/types.ts'

const started: FaultServer[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(started.splice(0).map((server) => server.close()))
})

/** Makes a client of a server with a fault. The waits between attempts are zero. */
export async function clientWithFault(
  fault: Fault,
  options: ClientOptions = {},
): Promise<{ client: Client; server: FaultServer }> {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const server = await startFaultServer(fault)
  started.push(server)
  return { client: createClient({ apiKey: 'KEY_secret', baseUrl: `${server.url}/v2`, ...options }), server }
}
