/**
 * The emulator on a port, with Node.
 *
 * @module
 */
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { ConnectionDropped } from './conditions/faults.ts'
import { createEmulatorHandler, type Emulator, type EmulatorOptions } from './emulator.ts'
import type { ConnectionAddresses } from './http/access.ts'
import { openNoMedia } from './live/media/no-media.ts'
import { serveSockets } from './live/socket.ts'

/** Options of `startEmulator`. */
export interface StartOptions extends EmulatorOptions {
  /** Port to listen on; 0 uses any free port. Default: 0. */
  readonly port?: number | undefined
  /** Address to listen on. Default: `127.0.0.1`, which only this machine can reach. */
  readonly host?: string | undefined
  /** Whether live rooms have video and audio. Default: true. */
  readonly media?: boolean | undefined
  /** Whether other machines may join live rooms. Default: false, only this machine. */
  readonly lan?: boolean | undefined
}

/** An emulator on a port. */
export interface StartedEmulator {
  /** Its URL, as `http://127.0.0.1:4010`. The API is at `/v2` below it. */
  readonly url: string
  readonly port: number
  readonly emulator: Emulator
  /** Stops listening and closes all connections. */
  close(): Promise<void>
}

/**
 * Starts an emulator on a port.
 *
 * @throws an error with the code `EADDRINUSE` if the port is in use.
 *
 * @example
 * ```ts
 * import { startEmulator } from '@greenroom/emulator/node'
 *
 * const { url, close } = await startEmulator({ seed: 'demo' })
 * console.log(`${url}/v2/rooms`)
 * await close()
 * ```
 */
export async function startEmulator({
  port = 0,
  host = '127.0.0.1',
  media = true,
  lan = false,
  ...options
}: StartOptions = {}): Promise<StartedEmulator> {
  let url = ''
  // Imported on demand: a script that only calls the API does not need the WebRTC stack.
  const open = async () =>
    media ? (await import('./live/webrtc/media.ts')).openWebRtc({ lan }) : openNoMedia()
  const { handle, stop, access, ...emulator } = createEmulatorHandler({
    ...options,
    publicUrl: options.publicUrl ?? (() => url),
    openMedia: options.openMedia ?? open,
    allowedHosts: [host, ...(options.allowedHosts ?? [])],
  })
  const server = createAdaptorServer({
    // In Node, faster Requests and Responses. Deno.serve, which may run beside it, takes only Deno's.
    overrideGlobalObjects: !('Deno' in globalThis),
    fetch: (request, { incoming }) =>
      handle(request, addressesOf(incoming.socket)).catch((error: unknown) => {
        if (error instanceof ConnectionDropped) incoming.socket.destroy()
        // After an abort the client no longer waits for a response.
        else if (!request.signal.aborted) throw error
        return new Response(null)
      }),
  }) as Server
  const closeSockets = serveSockets(server, emulator.live, { lan, access })
  await new Promise<void>((resolve, reject) => {
    // Also keeps the process running when a connection cannot be accepted, such as without free descriptors.
    server.on('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: boundPort } = server.address() as AddressInfo
  url = `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`
  return {
    url,
    port: boundPort,
    emulator: { ...emulator, fetch: (input, init) => handle(new Request(input, init)) },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        closeSockets()
        stop()
      }),
  }
}

function addressesOf({ remoteAddress, localAddress }: Socket): ConnectionAddresses {
  return { remote: remoteAddress, local: localAddress }
}
