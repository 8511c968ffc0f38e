/**
 * Connects the live rooms of a web app in development to an emulator.
 *
 * @module
 */

/** Address that is compiled into `@telnyx/video`. */
const vendor = 'wss://video.telnyx.com'

/** Identifies builds that include this module; a production build must not. */
const mark = 'greenroom:redirect-live-room'

/**
 * Redirects the WebSockets of `@telnyx/video`, which has a hard-coded host, to an emulator. Other WebSockets
 * are not affected. Only for development: call it behind `import.meta.env.DEV`, so that production builds
 * exclude it.
 *
 * @param url - the emulator's URL, as `http://127.0.0.1:4010`
 * @returns a function that removes the redirection
 * @throws {TypeError} if the URL is invalid.
 *
 * @example
 * ```ts
 * import { redirectLiveRoom } from '@greenroom/emulator/browser'
 *
 * const undo = redirectLiveRoom('http://127.0.0.1:4010')
 * undo()
 * ```
 */
export function redirectLiveRoom(url: string): () => void {
  const base = new URL(url).href.replace(/^http/, 'ws').replace(/\/$/, '')
  const current = globalThis.WebSocket
  // Hot module replacement may call this again: the latest call counts.
  const Original = (Reflect.get(current, mark) as typeof WebSocket | undefined) ?? current
  const Redirected = class extends Original {
    static readonly [mark] = Original

    constructor(to: string | URL, protocols?: string | string[]) {
      const address = String(to)
      super(address.startsWith(`${vendor}/`) ? base + address.slice(vendor.length) : address, protocols)
    }
  }
  globalThis.WebSocket = Redirected
  return () => {
    if (globalThis.WebSocket === Redirected) globalThis.WebSocket = Original
  }
}
