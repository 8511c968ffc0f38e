/** The connections of media that belong to one line. The vendor's package closes few of them. */
export interface Peers {
  /** Takes the connection that a description is of. */
  own(sdp: string): void
  /** Closes those that were taken. */
  close(): void
}

/** Connections that were made lately, by whomever. */
const made: RTCPeerConnection[] = []
const mostMade = 256
let watchers = 0
let uninstall: (() => void) | undefined

/** Watches which connections are made, until it is closed. Those of others are left alone. */
export function watchPeers(): Peers {
  const own = new Set<RTCPeerConnection>()
  watchers += 1
  if (watchers === 1) install()
  return {
    own(sdp) {
      const origin = originOf(sdp)
      const peer = made.find(({ localDescription }) => originOf(localDescription?.sdp ?? '') === origin)
      if (!peer || !origin) return
      made.splice(made.indexOf(peer), 1)
      own.add(peer)
      for (const one of own) if (one.signalingState === 'closed') own.delete(one)
    },
    close() {
      for (const peer of own) peer.close()
      watchers -= 1
      if (watchers === 0) uninstall?.()
    },
  }
}

function install(): void {
  const Original = globalThis.RTCPeerConnection
  if (!Original) return
  class Watched extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      made.push(this)
      if (made.length > mostMade) made.shift()
    }
  }
  globalThis.RTCPeerConnection = Watched
  uninstall = () => {
    made.length = 0
    if (globalThis.RTCPeerConnection === Watched) globalThis.RTCPeerConnection = Original
  }
}

/** What tells one connection's descriptions from those of all others. */
function originOf(sdp: string): string | undefined {
  return /^o=\S+ \d+/m.exec(sdp)?.[0]
}
