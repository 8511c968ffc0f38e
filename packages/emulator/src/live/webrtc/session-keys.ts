import { createSecretKey } from 'node:crypto'
import type { RTCPeerConnection } from './stack.ts'

const names = ['srtpSessionKey', 'srtcpSessionKey', 'srtpSessionAuthTag', 'srtcpSessionAuthTag'] as const

/**
 * Replaces the SRTP keys of a connected peer by `KeyObject`s. werift stores bytes, from which Node creates a
 * `KeyObject` for every packet; that takes longer than encrypting the packet.
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
