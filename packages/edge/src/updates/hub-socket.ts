/** A WebSocket as workerd has it. */
export interface HubSocket {
  accept(): void
  send(text: string): void
  close(code?: number): void
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void
}

/** Opens a WebSocket to an object. Rejects if the object does not accept it. */
export async function connect(
  stub: { fetch(url: string, init: RequestInit): Promise<Response> },
  query: URLSearchParams,
): Promise<HubSocket> {
  const response = await stub.fetch(`https://hub/?${query}`, { headers: { upgrade: 'websocket' } })
  const { webSocket } = response as Response & { readonly webSocket?: HubSocket | null }
  if (!webSocket) throw new Error(`The update hub answered ${response.status}`)
  return webSocket
}

/** Creates the two ends of a WebSocket. */
export function createSocketPair(): { readonly client: HubSocket; readonly server: HubSocket } {
  const { WebSocketPair } = globalThis as unknown as {
    readonly WebSocketPair: new () => readonly [client: HubSocket, server: HubSocket]
  }
  const pair = new WebSocketPair()
  return { client: pair[0], server: pair[1] }
}

/** Returns the response that hands over one end of a WebSocket. */
export function socketResponse(webSocket: HubSocket): Response {
  return new Response(null, { status: 101, webSocket } as ResponseInit)
}

/** Sends items. A socket that has just closed is ignored: its client continues with its cursor. */
export function sendText(socket: Pick<HubSocket, 'send'>, text: string): void {
  try {
    socket.send(text)
  } catch {}
}

/** Closes a socket, unless it is closed. */
export function closeSocket(socket: { close(code?: number): void }, code?: number): void {
  try {
    socket.close(code)
  } catch {}
}
