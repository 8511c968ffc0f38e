import { createSecretKey } from 'node:crypto'
import type { RTCPeerConnection } from './stack.ts'

const names = ['srtpSessionKey', 'srtcpSessionKey', 'srtpSessionAuthTag', 'srtcpSessionAuthTag'] as const

/**
 * Makes the keys of a connection that is up into objects of Node's own. The stack keeps them as bytes, which Node makes into
 * such an object with each packet: that takes longer than the packet's encryption.
 */
export function cacheSessionKeys({ dtlsTransports }: RTCPeerConnection): void {
  const sessions = dtlsTransports.flatMap(({ srtp, srtcp }) => [srtp, srtcp])
  for (const { cipher } of sessions.flatMap(({ localContext, remoteContext }) => [
    localContext,
    remoteContext,
  ])) {
    const keys = new Map<string, unknown>(Object.entries(cipher))
    for (const name of names) {
      const key = keys.get(name)
      if (key instanceof Uint8Array) Object.assign(cipher, { [name]: createSecretKey(key) })
    }
  }
}
