import type { PendingWork } from '../lifecycle/pending-work.ts'
import { unref } from '../unref.ts'

/** What happens at a WebSocket to an application. */
export type SocketEvent =
  | { readonly type: 'socket'; readonly what: 'opened' }
  | { readonly type: 'socket'; readonly what: 'message'; readonly text: string }
  | {
      readonly type: 'socket'
      readonly what: 'closed'
      readonly reason: string
      /** Close code of the application; undefined if the connection failed. */
      readonly code?: number
    }

/** Opens a WebSocket, such as the global class does. */
export type OpenSocket = (url: string) => WebSocket

/** The WebSockets to applications. They are not part of snapshots. */
export interface SocketRegistry {
  /**
   * Opens a WebSocket. The listener gets its events, `closed` at most once. Moves of the clock wait until it
   * is open, at most for 15 s of real time.
   */
  open(id: string, url: string, listener: (event: SocketEvent) => void): void
  /**
   * Sends a frame as JSON, if the socket is open. Moves of the clock then wait for a response.
   *
   * @param answerMs - how long they wait, in milliseconds of real time. Default: 0, they do not.
   */
  send(id: string, frame: object, answerMs?: number): void
  /** Ends the wait for a response, or extends it by milliseconds of real time. */
  answered(id: string, moreMs?: number): void
  /** Closes a socket. Its listener gets no further event. */
  close(id: string): void
  /** Closes all sockets. */
  closeAll(): void
}

/** How long a handshake, and an answer that goes on, may take, in milliseconds of real time. */
const limitMs = 15_000
/** Maximum length of a message, in characters. Longer ones close the socket. */
const maxMessageLength = 1 << 20

interface Connection {
  readonly socket: WebSocket
  /** Ends the wait of the clock. */
  stopWaiting(): void
  /** Lets the clock wait for milliseconds from now. */
  waitFor(ms: number): void
}

/** Creates a registry without sockets. */
export function createSocketRegistry(
  pending: PendingWork,
  openSocket: OpenSocket = (url) => new WebSocket(url),
): SocketRegistry {
  const connections = new Map<string, Connection>()

  const remove = (id: string) => {
    const connection = connections.get(id)
    connections.delete(id)
    connection?.stopWaiting()
    return connection
  }
  const close = (id: string) => {
    const socket = remove(id)?.socket
    // A socket may be closed before it is open, which some platforms report as an error.
    if (socket && socket.readyState < 2) socket.close()
  }
  return {
    open(id, url, listener) {
      close(id)
      let socket: WebSocket
      try {
        socket = openSocket(url)
      } catch (error) {
        listener({
          type: 'socket',
          what: 'closed',
          reason: error instanceof Error ? error.message : 'failed',
        })
        return
      }
      const connection: Connection = { socket, ...createWait(pending) }
      connections.set(id, connection)
      const isCurrent = () => connections.get(id) === connection
      const end = (reason: string, code?: number) => {
        if (!isCurrent()) return
        close(id)
        listener({ type: 'socket', what: 'closed', reason, ...(code !== undefined && { code }) })
      }
      connection.waitFor(limitMs)
      socket.addEventListener('open', () => {
        if (!isCurrent()) return
        connection.stopWaiting()
        listener({ type: 'socket', what: 'opened' })
      })
      socket.addEventListener('message', ({ data }) => {
        if (!isCurrent()) return
        if (typeof data !== 'string') end('it sent a message that is not text')
        else if (data.length > maxMessageLength) end('it sent a message that is too long')
        else listener({ type: 'socket', what: 'message', text: data })
      })
      socket.addEventListener('close', ({ code }) => end(`the application closed it (${code})`, code))
      socket.addEventListener('error', () => end('it could not be opened, or failed'))
    },
    send(id, frame, answerMs = 0) {
      const connection = connections.get(id)
      if (connection?.socket.readyState !== 1) return
      connection.socket.send(JSON.stringify(frame))
      if (answerMs > 0) connection.waitFor(answerMs)
    },
    answered(id, moreMs = 0) {
      const connection = connections.get(id)
      if (moreMs > 0) connection?.waitFor(moreMs)
      else connection?.stopWaiting()
    },
    close,
    closeAll() {
      for (const id of [...connections.keys()]) close(id)
    },
  }
}

/** Creates a wait of the clock: pending work that ends after a time, or before. */
function createWait(pending: PendingWork): Pick<Connection, 'stopWaiting' | 'waitFor'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let resolve: (() => void) | undefined
  let sinceMs = 0
  const stopWaiting = () => {
    clearTimeout(timer)
    resolve?.()
    resolve = undefined
  }
  return {
    stopWaiting,
    waitFor(ms) {
      clearTimeout(timer)
      if (!resolve) {
        sinceMs = Date.now()
        void pending.track(
          new Promise<void>((done) => {
            resolve = done
          }),
        )
      }
      timer = setTimeout(stopWaiting, Math.max(0, Math.min(ms, sinceMs + limitMs - Date.now())))
      unref(timer)
    },
  }
}
