import { patchGlobal } from './patch-global.ts'

/** The peer connections of one signaling socket. The vendor's package closes only some of them. */
export interface PeerConnections {
  /** Claims the peer connection that an SDP description belongs to. */
  claim(sdp: string): void
  /**
   * Checks the claimed connections; call it every few seconds. Returns `lost` when media failed, and
   * `no_media` when no connection was ever established. A browser may recover from `disconnected`, so two
   * consecutive checks must fail.
   */
  check(): 'lost' | 'no_media' | undefined
  /** Closes the claimed connections. */
  close(): void
}

/** Connections that were created recently, by any code. */
const created: RTCPeerConnection[] = []
const maxCreated = 256
let trackers = 0
let restore: (() => void) | undefined

/** Tracks the peer connections that are created until it is closed. Unclaimed connections stay untouched. */
export function trackPeerConnections(): PeerConnections {
  const claimed = new Set<RTCPeerConnection>()
  let wasConnected = false
  let failedChecks = 0
  trackers += 1
  if (trackers === 1) restore = patchGlobal('RTCPeerConnection', tracked)
  return {
    claim(sdp) {
      const origin = originOf(sdp)
      const peer = created.find(({ localDescription }) => originOf(localDescription?.sdp ?? '') === origin)
      if (!peer || !origin) return
      created.splice(created.indexOf(peer), 1)
      claimed.add(peer)
    },
    check() {
      let isLost = false
      for (const peer of claimed) {
        const { connectionState: state } = peer
        if (state === 'closed') claimed.delete(peer)
        if (state === 'connected') wasConnected = true
        if (/failed|disconnected/.test(state)) isLost = true
      }
      failedChecks = isLost ? failedChecks + 1 : 0
      if (failedChecks < 2) return undefined
      return wasConnected ? 'lost' : 'no_media'
    },
    close() {
      for (const peer of claimed) peer.close()
      trackers -= 1
      if (trackers > 0) return
      created.length = 0
      restore?.()
    },
  }
}

function tracked(Original: typeof RTCPeerConnection): typeof RTCPeerConnection {
  return class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      created.push(this)
      if (created.length > maxCreated) created.shift()
    }
  }
}

/** Returns the part of a description's origin line that identifies its connection. */
function originOf(sdp: string): string | undefined {
  return /^o=\S+ \d+/m.exec(sdp)?.[0]
}
