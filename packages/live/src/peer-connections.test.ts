import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { trackPeerConnections } from './peer-connections.ts'

class FakePeer {
  connectionState = 'new'
  closings = 0
  localDescription = { sdp: `o=- ${Math.floor(Math.random() * 1e9)} 2` }

  close() {
    this.closings += 1
    this.connectionState = 'closed'
  }
}

describe('trackPeerConnections', () => {
  beforeEach(() => vi.stubGlobal('RTCPeerConnection', FakePeer))
  afterEach(() => vi.unstubAllGlobals())
  const open = () => new RTCPeerConnection() as unknown as FakePeer

  it('closes the connections that were claimed, and no others', () => {
    const peers = trackPeerConnections()
    const [own, foreign] = [open(), open()]
    peers.claim(own.localDescription.sdp)
    peers.claim('a description without an origin')
    peers.close()
    expect([own.closings, foreign.closings]).toEqual([1, 0])
    expect(globalThis.RTCPeerConnection).toBe(FakePeer)
  })

  it('releases connections that other code has closed', () => {
    const peers = trackPeerConnections()
    const own = open()
    peers.claim(own.localDescription.sdp)
    own.close()
    peers.check()
    peers.close()
    expect(own.closings).toBe(1)
  })

  it('reports lost media after two consecutive failed checks, and no_media before any connection', () => {
    const peers = trackPeerConnections()
    const own = open()
    peers.claim(own.localDescription.sdp)
    const check = (state: string) => {
      own.connectionState = state
      return peers.check()
    }
    expect(['connecting', 'failed', 'connecting', 'disconnected', 'failed'].map(check)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'no_media',
    ])
    expect(['connected', 'disconnected', 'connected', 'failed', 'failed'].map(check).at(-1)).toBe('lost')
    peers.close()
  })

  it('restores RTCPeerConnection when the last tracker is closed, in any order', () => {
    const [first, second] = [trackPeerConnections(), trackPeerConnections()]
    first.close()
    expect(globalThis.RTCPeerConnection).not.toBe(FakePeer)
    second.close()
    expect(globalThis.RTCPeerConnection).toBe(FakePeer)
  })
})
