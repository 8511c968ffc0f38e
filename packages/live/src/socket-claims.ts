import { patchGlobal } from './patch-global.ts'

/** A WebSocket that lets its owner intercept outgoing data. */
export interface ClaimableSocket extends WebSocket {
  /** Returns whether to send the data. */
  intercept: ((text: string) => boolean) | undefined
  /** Whether the socket is closing or closed. */
  readonly isDead: boolean
}

/** Waits for the next socket that is opened for a room. */
export interface SocketClaim {
  readonly roomId: string
  onSocket(socket: ClaimableSocket): void
}

const claims = new Set<SocketClaim>()
let restore: (() => void) | undefined

/** Adds a claim. `WebSocket` stays patched until the last claim is released. */
export function addClaim(claim: SocketClaim): void {
  claims.add(claim)
  if (claims.size === 1) restore = patchGlobal('WebSocket', claimable)
}

export function releaseClaim(claim: SocketClaim): void {
  claims.delete(claim)
  if (claims.size === 0) restore?.()
}

/** Derives a class that assigns each socket to its claim. Sockets without a claim behave as usual. */
function claimable(Original: typeof WebSocket): typeof WebSocket {
  return class extends Original implements ClaimableSocket {
    intercept: ClaimableSocket['intercept']

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      const claim = [...claims].find(({ roomId }) => String(url).endsWith(`/${roomId}/janus`))
      if (!claim) return
      releaseClaim(claim)
      claim.onSocket(this)
    }

    get isDead() {
      return super.readyState > Original.OPEN
    }

    // The vendor's package does not send to a closed socket, and then waits forever for the response.
    override get readyState(): WebSocket['readyState'] {
      return this.intercept && this.isDead ? Original.OPEN : super.readyState
    }

    override send(data: string): void {
      if (!this.intercept || this.intercept(data)) super.send(data)
    }
  }
}
