import type { Timers } from '@greenroom/core/join-token'
import { patchGlobal } from './patch-global.ts'
import { trackPeerConnections } from './peer-connections.ts'
import { type SignalingRequest, syntheticReply } from './synthetic-reply.ts'

/** The socket between the vendor's package and the room's server, looked at from outside. */
export interface SignalingSocket {
  /**
   * Takes a stream, and lets nobody leave meanwhile: the vendor's package would keep whoever leaves while it begins to take their
   * stream for ever, and look for them all the time.
   */
  whileNobodyLeaves<T>(take: () => Promise<T>): Promise<T>
  /**
   * Closes it. Whatever the vendor's package still waits for is answered from then on, so that nothing of it goes on
   * waiting: each wait of it is a timer that fires all the time.
   */
  cut(): void
}

export interface SignalingSocketOptions {
  readonly roomId: string
  /** How long a request may go without an answer before it is answered here. */
  readonly answerMs: number
  readonly timers: Timers
  /** It is closed, or about to be, or there is nobody any more: as what reason of the vendor's, and what the server said. */
  readonly onDown: (told: string, why?: string) => void
}

/** Takes the socket that the vendor's package opens next for this room. It has no other way to be given one. */
export function claimSignalingSocket(options: SignalingSocketOptions): SignalingSocket {
  const claim = createClaim(options)
  claims.push(claim)
  if (claims.length === 1) remove = patchGlobal('WebSocket', claimable)
  return claim
}

/**
 * So many timers, one after the other, are more than what is under way takes in the page: an answer that came and is not told of
 * yet, or a departure, which takes the vendor's package an answer and two looks, each a timer of 0 ms.
 */
const turns = 6
const turnMs = 5

interface Claim extends SignalingSocket {
  readonly roomId: string
  take(socket: ClaimableSocket): void
}

/** A socket, with what a claim does to it. */
interface ClaimableSocket extends WebSocket {
  /** Looks at what is to be sent, and answers whether it is. */
  intercept: ((text: string) => boolean) | undefined
  /** Whether nothing goes over it any more. */
  readonly isDead: boolean
}

const claims: Claim[] = []
let remove: (() => void) | undefined

function release(claim: Claim): void {
  const at = claims.indexOf(claim)
  if (at >= 0) claims.splice(at, 1)
  if (claims.length === 0) remove?.()
}

/** Sockets that are taken by whoever claimed them. All others are as ever. */
function claimable(Original: typeof WebSocket): typeof WebSocket {
  return class extends Original implements ClaimableSocket {
    intercept: ClaimableSocket['intercept']

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      const claim = claims.find(({ roomId }) => String(url).endsWith(`/${roomId}/janus`))
      if (!claim) return
      release(claim)
      claim.take(this)
    }

    get isDead() {
      return super.readyState > Original.OPEN
    }

    // The vendor's package sends nothing to a socket that is closed, and waits for the answer to it for ever.
    override get readyState(): WebSocket['readyState'] {
      return this.intercept && this.isDead ? Original.OPEN : super.readyState
    }

    override send(data: string): void {
      if (!this.intercept || this.intercept(data)) super.send(data)
    }
  }
}

function createClaim({ roomId, answerMs, timers, onDown }: SignalingSocketOptions): Claim {
  /** What was asked and is not answered: by its transaction what, and the limit. */
  const asked = new Map<string, { readonly request: SignalingRequest; readonly timer: unknown }>()
  /** What is held back while somebody's stream is being taken. */
  const held: MessageEvent['data'][] = []
  const peers = trackPeerConnections()
  let takes = 0
  let socket: ClaimableSocket | undefined
  let hasOpened = false
  let isCut = false

  const deliver = (data: MessageEvent['data']) => socket?.onmessage?.(new MessageEvent('message', { data }))
  const later = (run: () => void, left = turns) => {
    if (left > 0) timers.setTimeout(() => later(run, left - 1), turnMs)
    else run()
  }
  const answered = (transaction: string) => {
    timers.clearTimeout(asked.get(transaction)?.timer)
    asked.delete(transaction)
  }
  /** Answers instead of the server. */
  const settle = (request: SignalingRequest) => {
    answered(request.transaction)
    deliver(JSON.stringify(syntheticReply(request)))
  }
  const intercept = (text: string): boolean => {
    const request = JSON.parse(text) as SignalingRequest
    const { janus, transaction, jsep } = request
    if (jsep) peers.own(jsep.sdp)
    if (janus === 'destroy') return !socket?.isDead
    if (socket?.isDead) {
      // Later: it begins to wait once this has returned.
      queueMicrotask(() => settle(request))
      return false
    }
    const giveUp = () => {
      if (!asked.has(transaction)) return
      settle(request)
      if (janus === 'keepalive') onDown('', 'no answer')
    }
    // A page that stood still finds the end of its time before the answer that came meanwhile.
    const timer = timers.setTimeout(() => later(giveUp), answerMs)
    asked.set(transaction, { request, timer })
    const fault = janus === 'keepalive' && peers.look()
    if (fault) onDown(fault, 'media failed')
    return true
  }
  const read = (event: MessageEvent) => {
    const {
      transaction = '',
      janus,
      status_code: status,
      error_message,
      plugindata,
    } = JSON.parse(event.data) as Reply
    const { videoroom, error_code, unpublished, leaving } = plugindata?.data ?? {}
    const request = asked.get(transaction)?.request
    const isHeld = takes > 0 && !transaction && (held.length > 0 || (unpublished ?? leaving) !== undefined)
    const isRefused = request && (janus === 'error' || error_code !== undefined)
    // Of a room that was left the vendor's package has nothing to change any more, and fails at it. What is refused in the
    // server's own words it does not understand, and would wait on.
    if (isCut || (status === undefined && (isHeld || isRefused))) event.stopImmediatePropagation()
    if (isCut) return
    if (status !== undefined)
      onDown(status === 401 || status === 403 ? 'forbidden' : '', `${status} ${error_message}`)
    else if (videoroom === 'destroyed') onDown('session_terminated')
    else if (isHeld) held.push(event.data)
    else if (isRefused) settle(request)
    else if (janus !== 'ack' || request?.janus !== 'message') answered(transaction)
  }

  const claim: Claim = {
    roomId,
    take(taken) {
      socket = taken
      taken.intercept = intercept
      taken.addEventListener('open', () => {
        hasOpened = true
      })
      taken.addEventListener('message', read)
      // What the vendor's package makes of it is a rejection that nobody handles.
      taken.addEventListener('error', (event) => event.stopImmediatePropagation())
      taken.addEventListener('close', (event) => {
        // Once told, the vendor's package empties its state: what it was doing about somebody who leaves would fail at that.
        event.stopImmediatePropagation()
        later(() => taken.onclose?.(event))
        onDown(event.code === 1000 || event.code === 4000 ? 'session_terminated' : '')
      })
    },
    async whileNobodyLeaves(take) {
      takes += 1
      try {
        return await take()
      } finally {
        takes -= 1
        if (takes === 0) for (const data of held.splice(0)) if (!isCut) deliver(data)
      }
    },
    cut() {
      if (isCut) return
      isCut = true
      release(claim)
      peers.close()
      socket?.close()
      // One that never opened has not begun to wait; let it, so that it comes to its end.
      if (!hasOpened) socket?.onopen?.(new Event('open'))
      for (const { request } of [...asked.values()]) settle(request)
    },
  }
  return claim
}

/** What is read of what the server says. */
interface Reply {
  readonly janus?: string
  readonly transaction?: string
  readonly status_code?: number
  readonly error_message?: string
  readonly plugindata?: {
    readonly data?: {
      readonly videoroom?: string
      readonly error_code?: number
      readonly unpublished?: unknown
      readonly leaving?: unknown
    }
  }
}
