import type { Timers } from '@greenroom/core/join-token'
import { type LineRequest, settlingReply } from './settling-reply.ts'

/** The socket between the vendor's package and the room's server, looked at from outside. */
export interface Line {
  /** What the server said before it ended the line: a status as of HTTP. */
  readonly refusal: { readonly status: number; readonly message: string } | undefined
  /** Whether the server said that the session is over. */
  readonly isSessionOver: boolean
  /**
   * Takes a stream, and lets nobody leave meanwhile: the vendor's package would keep whoever leaves while it begins to take their
   * stream for ever, and look for them all the time.
   */
  whileNobodyLeaves<T>(take: () => Promise<T>): Promise<T>
  /** Gives up waiting for a socket that was not opened. */
  unclaim(): void
  /**
   * Closes it. Whatever the vendor's package still waits for is answered from then on, so that nothing of it goes on
   * waiting: each wait of it is a timer that fires all the time.
   */
  cut(): void
}

export interface LineOptions {
  readonly roomId: string
  /** How long a request may go without an answer before it is answered here. */
  readonly answerMs: number
  readonly timers: Timers
  /** The line is closed, or is about to be because of what the server said. */
  readonly onDown: (code: number) => void
  /** The server has not answered a sign of life in time: there is nobody any more. */
  readonly onSilence: () => void
}

/** Takes the socket that the vendor's package opens next for this room. It has no other way to be given one. */
export function claimLine(options: LineOptions): Line {
  const claim = createClaim(options)
  claims.push(claim)
  if (claims.length === 1) install()
  return claim.line
}

interface Claim {
  readonly roomId: string
  readonly line: Line
  take(socket: LineSocket): void
}

/** A socket, with what a claim does to it. */
interface LineSocket extends WebSocket {
  /** Looks at what is to be sent, and answers whether it is. */
  intercept: ((text: string) => boolean) | undefined
  isCut: boolean
  /** Whether nothing goes over it any more. */
  readonly isDead: boolean
}

const claims: Claim[] = []
let uninstall: (() => void) | undefined

function release(claim: Claim): void {
  const at = claims.indexOf(claim)
  if (at >= 0) claims.splice(at, 1)
  if (claims.length === 0) uninstall?.()
}

/** Puts a class of our own in the place of `WebSocket`, while there are claims. All other sockets are as ever. */
function install(): void {
  const Original = globalThis.WebSocket
  if (!Original) return
  class Claimable extends Original implements LineSocket {
    intercept: LineSocket['intercept']
    isCut = false

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      const { pathname } = new URL(String(url))
      const claim = claims.find(({ roomId }) => pathname === `/${roomId}/janus`)
      if (!claim) return
      release(claim)
      claim.take(this)
    }

    get isDead() {
      return this.isCut || super.readyState > Original.OPEN
    }

    // The vendor's package sends nothing to a socket that is closed, and waits for the answer to it for ever.
    override get readyState(): WebSocket['readyState'] {
      return this.intercept && this.isDead ? Original.OPEN : super.readyState
    }

    override send(data: string): void {
      if (!this.intercept || this.intercept(data)) super.send(data)
    }
  }
  globalThis.WebSocket = Claimable
  uninstall = () => {
    if (globalThis.WebSocket === Claimable) globalThis.WebSocket = Original
  }
}

function createClaim({ roomId, answerMs, timers, onDown, onSilence }: LineOptions): Claim {
  /** What was asked and is not answered: by its transaction what, and the limit. */
  const asked = new Map<string, { readonly request: LineRequest; readonly timer: unknown }>()
  let socket: LineSocket | undefined
  let takes = 0
  /** What is held back while somebody's stream is being taken. */
  const held: MessageEvent['data'][] = []
  let refusal: Line['refusal']
  let isSessionOver = false
  let hasOpened = false
  let isDown = false

  const down = (code: number) => {
    if (isDown) return
    isDown = true
    onDown(code)
  }
  const deliver = (data: MessageEvent['data']) => {
    socket?.onmessage?.(new MessageEvent('message', { data }))
  }
  const answered = (transaction: string) => {
    timers.clearTimeout(asked.get(transaction)?.timer)
    return asked.delete(transaction)
  }
  /** Answers instead of the server. */
  const settle = (request: LineRequest) => {
    answered(request.transaction)
    deliver(JSON.stringify(settlingReply(request)))
  }
  const intercept = (text: string): boolean => {
    const request = JSON.parse(text) as LineRequest
    if (request.janus === 'destroy') return !socket?.isDead
    if (socket?.isDead) {
      // Later: it begins to wait once this has returned.
      queueMicrotask(() => settle(request))
      return false
    }
    const timer = timers.setTimeout(() => {
      settle(request)
      if (request.janus === 'keepalive') onSilence()
    }, answerMs)
    asked.set(request.transaction, { request, timer })
    return true
  }
  const read = (event: MessageEvent) => {
    // Of a room that was left the vendor's package has nothing to change any more, and fails at it.
    if (socket?.isCut) return event.stopImmediatePropagation()
    const message = readMessage(event.data)
    const { transaction = '', janus = '', status_code, error_message } = message
    const request = asked.get(transaction)?.request
    if (status_code !== undefined) {
      refusal = { status: status_code, message: error_message ?? '' }
      down(0)
    } else if (message.plugindata?.data?.videoroom === 'destroyed') {
      isSessionOver = true
      down(0)
    } else if (takes > 0 && !transaction && (held.length > 0 || isDeparture(message))) {
      event.stopImmediatePropagation()
      held.push(event.data)
    } else if (request && isFailure(message)) {
      // It does not know these words, and would wait on.
      event.stopImmediatePropagation()
      settle(request)
    } else if (janus !== 'ack' || request?.janus !== 'message') answered(transaction)
    return undefined
  }

  const line: Line = {
    get refusal() {
      return refusal
    },
    get isSessionOver() {
      return isSessionOver
    },
    async whileNobodyLeaves(take) {
      takes += 1
      try {
        return await take()
      } finally {
        takes -= 1
        if (takes === 0) for (const data of held.splice(0)) if (!socket?.isCut) deliver(data)
      }
    },
    unclaim: () => release(claim),
    cut() {
      release(claim)
      if (!socket || socket.isCut) return
      socket.close()
      socket.isCut = true
      // One that never opened has not begun to wait; let it, so that it comes to its end.
      if (!hasOpened) socket.onopen?.(new Event('open'))
      for (const { request } of [...asked.values()]) settle(request)
    },
  }
  const claim: Claim = {
    roomId,
    line,
    take(taken) {
      socket = taken
      taken.intercept = intercept
      taken.addEventListener('open', () => {
        hasOpened = true
      })
      taken.addEventListener('message', read)
      // What the vendor's package makes of it is a rejection that nobody handles.
      taken.addEventListener('error', (event) => event.stopImmediatePropagation())
      taken.addEventListener('close', ({ code }) => down(code))
    },
  }
  return claim
}

interface ServerMessage {
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

function readMessage(data: unknown): ServerMessage {
  try {
    return Object(JSON.parse(String(data))) as ServerMessage
  } catch {
    return {}
  }
}

function isDeparture({ plugindata }: ServerMessage): boolean {
  return plugindata?.data?.unpublished !== undefined || plugindata?.data?.leaving !== undefined
}

function isFailure({ janus, plugindata }: ServerMessage): boolean {
  return janus === 'error' || plugindata?.data?.error_code !== undefined
}
