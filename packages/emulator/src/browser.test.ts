import { afterEach, describe, expect, it, vi } from 'vitest'
import { redirectLiveRoom } from './browser.ts'

/** Stores the URL instead of connecting. */
class FakeSocket {
  static readonly OPEN = 1
  readonly url: string
  readonly protocols: unknown

  constructor(url: string | URL, protocols?: unknown) {
    this.url = String(url)
    this.protocols = protocols
  }
}

const urlOf = (url: string) => new WebSocket(url, 'janus-protocol').url

describe('redirectLiveRoom', () => {
  vi.stubGlobal('WebSocket', FakeSocket)
  afterEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it.each([
    ['http://127.0.0.1:4010', 'ws://127.0.0.1:4010/room/janus'],
    ['http://127.0.0.1:4010/', 'ws://127.0.0.1:4010/room/janus'],
    ['https://emulator.example/base', 'wss://emulator.example/base/room/janus'],
  ])('redirects sockets of the vendor’s SDK for the emulator at %s', (url, expected) => {
    redirectLiveRoom(url)
    expect(urlOf('wss://video.telnyx.com/room/janus')).toBe(expected)
    expect(WebSocket.OPEN).toBe(1)
  })

  it('does not redirect other sockets', () => {
    redirectLiveRoom('http://127.0.0.1:4010')
    for (const url of ['wss://video.telnyx.com.evil.example/x', 'wss://example.com/', 'ws://localhost:1/']) {
      expect(urlOf(url)).toBe(url)
    }
  })

  it('uses the URL of the latest call until it is undone', () => {
    redirectLiveRoom('http://127.0.0.1:1')
    const undo = redirectLiveRoom('http://127.0.0.1:2')
    expect(urlOf('wss://video.telnyx.com/r/janus')).toBe('ws://127.0.0.1:2/r/janus')
    undo()
    expect(globalThis.WebSocket).toBe(FakeSocket)
  })

  it('rejects an invalid URL', () => {
    expect(() => redirectLiveRoom('nowhere')).toThrow(TypeError)
  })
})
