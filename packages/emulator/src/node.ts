/**
 * The emulator on a port, under Node.
 *
 * @module
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { ConnectionDropped } from './conditions/faults.ts'
import { createAnswering, type Emulator, type EmulatorOptions } from './emulator.ts'
import { openNoMedia } from './live/media/no-media.ts'
import { serveSockets } from './live/socket.ts'

/** Where an emulator listens, and how it is set up. */
export interface StartOptions extends EmulatorOptions {
  /** The port; 0 takes any that is free. Default: 0. */
  readonly port?: number | undefined
  /** The address to listen on. Default: `127.0.0.1`, which nobody but this machine reaches. */
  readonly host?: string | undefined
  /** Whether live rooms carry pictures and sound. Default: true. */
  readonly media?: boolean | undefined
  /** Whether other machines may take part in live rooms. Default: false, this machine alone. */
  readonly lan?: boolean | undefined
}

/** An emulator on a port. */
export interface StartedEmulator {
  /** Where it is: `http://127.0.0.1:4010`. The API is at `/v2` below it. */
  readonly url: string
  readonly port: number
  readonly emulator: Emulator
  /** Stops listening, and closes connections that are kept alive. */
  close(): Promise<void>
}

/**
 * Starts an emulator on a port.
 *
 * @throws an error with the code `EADDRINUSE` when somebody else listens there.
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
  const { answer, stop, ...engine } = createAnswering({
    publicUrl: () => url,
    // Loaded late: a script that only calls the API need not wait for a WebRTC stack.
    openMedia: async () =>
      media ? (await import('./live/webrtc/media.ts')).openWebRtc({ lan }) : openNoMedia(),
    ...options,
  })
  const server = createAdaptorServer({
    fetch: (request, { incoming }) =>
      answer(request).catch((error: unknown) => {
        if (error instanceof ConnectionDropped) incoming.socket.destroy()
        // Otherwise nobody waits for the answer any more.
        else if (!request.signal.aborted) throw error
        return new Response(null)
      }),
  }) as Server
  const closeSockets = serveSockets(server, engine.live, { lan })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  return {
    url,
    port: taken,
    emulator: { ...engine, fetch: (input, init) => answer(new Request(input, init)) },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        closeSockets()
        stop()
      }),
  }
}
