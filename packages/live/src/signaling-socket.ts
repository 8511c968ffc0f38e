import type { Timers } from '@greenroom/core/join-token'
import { defer } from './defer.ts'
import { trackPeerConnections } from './peer-connections.ts'
import { addRequest, type PendingRequests, removeRequest } from './pending-requests.ts'
import type { ServerMessage, SignalingRequest } from './signaling-messages.ts'
import { addClaim, type ClaimableSocket, releaseClaim, type SocketClaim } from './socket-claims.ts'
import { syntheticReply } from './synthetic-reply.ts'

/** The socket between the vendor's package and the room's server, observed from outside. */
export interface SignalingSocket {
  /**
   * Runs a subscription and holds back departures until it settles. If a participant leaves while the
   * vendor's package starts to subscribe to their stream, the package keeps the participant and polls for
   * them forever.
   */
  holdDepartures<T>(subscribe: () => Promise<T>): Promise<T>
  /**
   * Closes the socket and settles every request that the vendor's package still waits for. Each wait of the
   * package is a timer that keeps firing.
   */
  close(): void
}

export interface SignalingSocketOptions {
  readonly roomId: string
  /** How long a request may stay without a response before it gets a synthetic reply, in milliseconds. */
  readonly timeoutMs: number
  readonly timers: Timers
  /**
   * Reports a lost connection, with the vendor's reason or an empty string, and the detail from the server.
   */
  readonly onLost: (reason: string, detail?: string) => void
}

/**
 * Claims the next socket that the vendor's package opens for the room. The package cannot be given a socket.
 */
export function claimSignalingSocket(options: SignalingSocketOptions): SignalingSocket {
  const { roomId, timeoutMs, timers, onLost } = options
  /** Messages that are held back during a subscription. */
  const held: MessageEvent['data'][] = []
  const pending: PendingRequests = new Map()
  const peers = trackPeerConnections()
  let subscriptions = 0
  let socket: ClaimableSocket | undefined
  let hasOpened = false
  let isClosed = false

  const deliver = (data: MessageEvent['data']) => socket?.onmessage?.(new MessageEvent('message', { data }))
  /** Replies in place of the server. */
  const settle = (request: SignalingRequest) => {
    removeRequest(pending, request.transaction, timers)
    deliver(JSON.stringify(syntheticReply(request)))
  }
  const intercept = (text: string): boolean => {
    const request = JSON.parse(text) as SignalingRequest
    const { janus, jsep } = request
    if (jsep) peers.claim(jsep.sdp)
    if (janus === 'destroy') return !socket?.isDead
    if (socket?.isDead) {
      // The vendor's package starts to wait only after this function has returned.
      queueMicrotask(() => settle(request))
      return false
    }
    addRequest(pending, request, timers, timeoutMs, () => {
      settle(request)
      if (janus === 'keepalive') onLost('', 'no response')
    })
    const mediaLoss = janus === 'keepalive' && peers.check()
    if (mediaLoss) onLost(mediaLoss, 'media failed')
    return true
  }
  const onMessage = (event: MessageEvent) => {
    const {
      transaction = '',
      janus,
      status_code: status,
      error_message,
      plugindata,
    } = JSON.parse(event.data) as ServerMessage
    const { videoroom, error_code, unpublished, leaving } = plugindata?.data ?? {}
    const request = pending.get(transaction)
    const isHeld =
      subscriptions > 0 && !transaction && (held.length > 0 || (unpublished ?? leaving) !== undefined)
    const isRejected = request && (janus === 'error' || error_code !== undefined)
    // The vendor's package throws when it receives messages after it left. It also does not understand Janus
    // errors, and would keep waiting for a response.
    if (isClosed || (status === undefined && (isHeld || isRejected))) event.stopImmediatePropagation()
    if (isClosed) return
    if (status !== undefined)
      onLost(status === 401 || status === 403 ? 'forbidden' : '', `${status} ${error_message}`)
    else if (videoroom === 'destroyed') onLost('session_terminated')
    else if (isHeld) held.push(event.data)
    else if (isRejected) settle(request)
    else if (janus !== 'ack' || request?.janus !== 'message') removeRequest(pending, transaction, timers)
  }

  const claim: SocketClaim & SignalingSocket = {
    roomId,
    onSocket(opened) {
      socket = opened
      opened.intercept = intercept
      opened.addEventListener('open', () => {
        hasOpened = true
      })
      opened.addEventListener('message', onMessage)
      // The vendor's package turns the event into an unhandled rejection.
      opened.addEventListener('error', (event) => event.stopImmediatePropagation())
      opened.addEventListener('close', (event) => {
        // On this event the vendor's package clears its state. Its pending work for a departure would then
        // throw.
        event.stopImmediatePropagation()
        defer(timers, () => opened.onclose?.(event))
        onLost(event.code === 1000 || event.code === 4000 ? 'session_terminated' : '')
      })
    },
    async holdDepartures(subscribe) {
      subscriptions += 1
      try {
        return await subscribe()
      } finally {
        subscriptions -= 1
        if (subscriptions === 0) for (const data of held.splice(0)) if (!isClosed) deliver(data)
      }
    },
    close() {
      if (isClosed) return
      isClosed = true
      releaseClaim(claim)
      peers.close()
      socket?.close()
      // The vendor's package starts to wait only when the socket opens, and can settle only then.
      if (!hasOpened) socket?.onopen?.(new Event('open'))
      for (const request of pending.values()) settle(request)
    },
  }
  addClaim(claim)
  return claim
}
