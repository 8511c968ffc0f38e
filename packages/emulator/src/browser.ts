/**
 * For a page in development: takes its live rooms to an emulator.
 *
 * @module
 */

/** Where `@telnyx/video` connects to: it is compiled in. */
const vendor = 'wss://video.telnyx.com'

/** What a build that has this module can be told by: a production build must not. */
const mark = 'greenroom:redirect-live-room'

/**
 * Sends the live rooms of `@telnyx/video` to an emulator. Its host is compiled into it, so its sockets are
 * redirected; all others stay as they are. Only for development: put it behind `import.meta.env.DEV`, so that a
 * production build leaves it out.
 *
 * @param url - where the emulator is, as `http://127.0.0.1:4010`
 * @returns a function that undoes it
 * @throws {TypeError} when the URL is none.
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
  // A page whose code was replaced as it ran calls it again: the latest is what counts.
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
