import { patchGlobal } from './patch-global.ts'

/** The connections of media that belong to one line. The vendor's package closes few of them. */
export interface PeerConnections {
  /** Takes the connection that a description is of. */
  own(sdp: string): void
  /**
   * Looks at those that were taken, as is to be done every few seconds, and tells whether one is lost, or none was ever there.
   * A browser may find one again that it calls disconnected, so it has to be so twice in a row.
   */
  look(): 'lost' | 'no_media' | undefined
  /** Closes those that were taken. */
  close(): void
}

/** Connections that were made lately, by whomever. */
const made: RTCPeerConnection[] = []
const mostMade = 256
let watchers = 0
let remove: (() => void) | undefined

/** Watches which connections are made, until it is closed. Those of others are left alone. */
export function trackPeerConnections(): PeerConnections {
  const own = new Set<RTCPeerConnection>()
  let wereThere = false
  let lostLooks = 0
  watchers += 1
  if (watchers === 1) remove = patchGlobal('RTCPeerConnection', watched)
  return {
    own(sdp) {
      const origin = originOf(sdp)
      const peer = made.find(({ localDescription }) => originOf(localDescription?.sdp ?? '') === origin)
      if (!peer || !origin) return
      made.splice(made.indexOf(peer), 1)
      own.add(peer)
    },
    look() {
      let isLost = false
      for (const peer of own) {
        const { connectionState: state } = peer
        if (state === 'closed') own.delete(peer)
        if (state === 'connected') wereThere = true
        if (state === 'failed' || state === 'disconnected') isLost = true
      }
      lostLooks = isLost ? lostLooks + 1 : 0
      if (lostLooks < 2) return undefined
      return wereThere ? 'lost' : 'no_media'
    },
    close() {
      for (const peer of own) peer.close()
      watchers -= 1
      if (watchers > 0) return
      made.length = 0
      remove?.()
    },
  }
}

function watched(Original: typeof RTCPeerConnection): typeof RTCPeerConnection {
  return class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      made.push(this)
      if (made.length > mostMade) made.shift()
    }
  }
}

/** What tells one connection's descriptions from those of all others. */
function originOf(sdp: string): string | undefined {
  return /^o=\S+ \d+/m.exec(sdp)?.[0]
}
