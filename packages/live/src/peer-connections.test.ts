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

describe('the connections of a line', () => {
  beforeEach(() => vi.stubGlobal('RTCPeerConnection', FakePeer))
  afterEach(() => vi.unstubAllGlobals())
  const open = () => new RTCPeerConnection() as unknown as FakePeer

  it('are those that it described, and are closed with it', () => {
    const peers = trackPeerConnections()
    const [own, foreign] = [open(), open()]
    peers.own(own.localDescription.sdp)
    peers.own('no description of anybody')
    peers.close()
    expect([own.closings, foreign.closings]).toEqual([1, 0])
    expect(globalThis.RTCPeerConnection).toBe(FakePeer)
  })

  it('are forgotten once they were closed by somebody else', () => {
    const peers = trackPeerConnections()
    const own = open()
    peers.own(own.localDescription.sdp)
    own.close()
    peers.look()
    peers.close()
    expect(own.closings).toBe(1)
  })

  it('are lost when they were so twice in a row, and none was there if none ever was', () => {
    const peers = trackPeerConnections()
    const own = open()
    peers.own(own.localDescription.sdp)
    const look = (state: string) => {
      own.connectionState = state
      return peers.look()
    }
    expect(['connecting', 'failed', 'connecting', 'disconnected', 'failed'].map(look)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'no_media',
    ])
    expect(['connected', 'disconnected', 'connected', 'failed', 'failed'].map(look).at(-1)).toBe('lost')
    peers.close()
  })

  it('are watched by nobody once the last line is cut, whichever is first', () => {
    const [first, second] = [trackPeerConnections(), trackPeerConnections()]
    first.close()
    expect(globalThis.RTCPeerConnection).not.toBe(FakePeer)
    second.close()
    expect(globalThis.RTCPeerConnection).toBe(FakePeer)
  })
})
