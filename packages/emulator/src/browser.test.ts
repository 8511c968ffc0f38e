import { afterEach, describe, expect, it, vi } from 'vitest'
import { redirectLiveRoom } from './browser.ts'

/** Notes where it would connect to. */
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
  ])('takes the vendor’s sockets to %s', (url, expected) => {
    redirectLiveRoom(url)
    expect(urlOf('wss://video.telnyx.com/room/janus')).toBe(expected)
    expect(WebSocket.OPEN).toBe(1)
  })

  it('leaves other sockets alone', () => {
    redirectLiveRoom('http://127.0.0.1:4010')
    for (const url of ['wss://video.telnyx.com.evil.example/x', 'wss://example.com/', 'ws://localhost:1/']) {
      expect(urlOf(url)).toBe(url)
    }
  })

  it('goes by the latest call, and can be undone', () => {
    redirectLiveRoom('http://127.0.0.1:1')
    const undo = redirectLiveRoom('http://127.0.0.1:2')
    expect(urlOf('wss://video.telnyx.com/r/janus')).toBe('ws://127.0.0.1:2/r/janus')
    undo()
    expect(globalThis.WebSocket).toBe(FakeSocket)
  })

  it('refuses a URL that is none', () => {
    expect(() => redirectLiveRoom('nowhere')).toThrow(TypeError)
  })
})
