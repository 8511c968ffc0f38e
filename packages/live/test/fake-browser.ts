import type { Emulator } from '@greenroom/emulator'
import { begin, note } from './activity.ts'

/** The parts of a browser that the vendor's package uses, as far as signalling goes: nothing is seen or heard. */
export interface FakeBrowser {
  /** Sockets that were opened, in order. */
  readonly sockets: readonly FakeSocket[]
  /** Connections of media that were opened and not closed. */
  openPeers(): number
  /** Has all connections of media that are open be in a state. */
  setMedia(state: RTCPeerConnectionState): void
  /** What becomes of the next sockets: they open, or fail, or never do either. */
  network: 'up' | 'refused' | 'silent'
  /** Answers instead of the emulator where it returns something. */
  intercept: ((message: Sent) => object | undefined) | undefined
  restore(): void
}

/** A socket to the live side of an emulator in this process. */
export interface FakeSocket extends WebSocket {
  /** Ends it as a network does that goes away: without a word. */
  kill(code?: number): void
  /** Has it deliver nothing any more, in either direction. */
  mute(): void
  /** What the page sent over it. */
  readonly sent: readonly Sent[]
  /** Gives the page a message as if the server had sent it. */
  receive(message: object): void
}

const setRealTimeout = globalThis.setTimeout

type Listener = (event: object) => void

/** Tells of events as a page does: listeners first, and the handler last, unless one of them stops it. */
class Target {
  readonly #listeners: { readonly type: string; readonly listener: Listener }[] = []

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push({ type, listener })
  }

  dispatch(type: string, init: object = {}): void {
    let isStopped = false
    const event = {
      type,
      ...init,
      stopImmediatePropagation: () => {
        isStopped = true
      },
    }
    for (const one of this.#listeners) if (one.type === type && !isStopped) one.listener(event)
    const handler: unknown = Reflect.get(this, `on${type}`)
    if (!isStopped && typeof handler === 'function') handler.call(this, event)
  }
}

/** What a page sends. */
interface Sent {
  readonly janus: string
  readonly transaction: string
  readonly client_token: string
  readonly handle_id?: number
  readonly body?: Readonly<Record<string, unknown>>
}

/** Puts a browser's globals in place, whose sockets lead to the emulator. */
export function installFakeBrowser(
  emulator: () => Emulator,
  /** What the page does of its own accord is done in this. */
  inPage: (work: () => void) => void = (work) => work(),
): FakeBrowser {
  const sockets: FakeSocket[] = []
  const peers = new Set<{ connectionState: string }>()
  let lastPeer = 0
  const browser: Pick<FakeBrowser, 'network' | 'intercept'> = { network: 'up', intercept: undefined }

  class Socket extends Target {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    readonly sent: Sent[] = []
    state = 0
    isMute = false
    #isClosed: () => void = () => undefined
    onopen: Listener | null = null
    onmessage: Listener | null = null
    onerror: Listener | null = null
    onclose: Listener | null = null
    connection: ReturnType<Emulator['live']['connect']> | undefined

    constructor(url: string | URL) {
      super()
      sockets.push(this as unknown as FakeSocket)
      const [, roomId = ''] = new URL(url).pathname.split('/')
      setImmediate(() => this.#open(roomId))
    }

    get readyState(): number {
      return this.state
    }

    #open(roomId: string): void {
      if (browser.network === 'silent') return
      if (browser.network === 'refused') {
        this.dispatch('error')
        this.kill()
        return
      }
      if (this.state !== 0) return
      this.state = 1
      this.connection = emulator().live.connect(roomId, {
        send: (text) => setImmediate(() => this.receive(JSON.parse(text))),
        close: (code) => setImmediate(() => this.kill(code)),
      })
      this.dispatch('open')
    }

    receive(message: object): void {
      note()
      if (this.state === 1 && !this.isMute) {
        inPage(() => this.dispatch('message', { data: JSON.stringify(message) }))
      }
    }

    send(text: string): void {
      if (this.state !== 1) return
      note()
      const message = JSON.parse(text) as Sent
      this.sent.push(message)
      const answer = browser.intercept?.(message)
      if (answer) setImmediate(() => this.receive(answer))
      else if (!this.isMute) {
        this.connection?.receive(text)
        const end = begin()
        void this.connection?.settled().finally(end)
      }
    }

    close(code = 1005): void {
      if (this.state > 1) return
      this.state = 2
      this.#isClosed = begin()
      // The other end has to agree, which takes its time: in turns, since a loaded machine has no other measure.
      const wait = (turns: number): unknown =>
        turns === 0 ? this.kill(code) : setRealTimeout(() => wait(turns - 1), 1)
      wait(40)
    }

    kill(code = 1006): void {
      if (this.state === 3) return
      this.state = 3
      this.#isClosed()
      this.connection?.closed()
      this.dispatch('close', { code })
    }

    mute(): void {
      this.isMute = true
    }
  }

  class Peer extends Target {
    connectionState = 'new'
    localDescription: { sdp: string } | null = null
    readonly number: number
    readonly kinds: string[] = []

    constructor() {
      super()
      peers.add(this)
      lastPeer += 1
      this.number = lastPeer
    }

    get signalingState() {
      return this.connectionState === 'closed' ? 'closed' : 'stable'
    }

    addTransceiver(kind: string) {
      this.kinds.push(kind)
      return { sender: { replaceTrack: async () => undefined } }
    }

    async createOffer() {
      const lines = this.kinds.map(
        (kind) =>
          `m=${kind} 9 UDP/TLS/RTP/SAVPF 111\r\na=${this.kinds.length > 1 ? 'sendonly' : 'sendrecv'}\r\n`,
      )
      return { type: 'offer', sdp: `v=0\r\no=- ${this.number} 1\r\n${lines.join('')}` }
    }

    async createAnswer() {
      return { type: 'answer', sdp: `v=0\r\no=- ${this.number} 1\r\n` }
    }

    async setLocalDescription(description: { sdp: string }) {
      this.localDescription = description
    }

    async setRemoteDescription({ sdp }: { sdp: string }) {
      const kinds = Array.from(
        sdp.matchAll(/^m=(audio|video) [\s\S]*?a=(sendrecv|sendonly)/gm),
        ([, kind = '']) => kind,
      )
      for (const kind of kinds) this.dispatch('track', { track: createTrack(kind) })
    }

    getSenders() {
      return []
    }

    getReceivers() {
      return []
    }

    close() {
      this.connectionState = 'closed'
      peers.delete(this)
    }
  }

  const stream = (kind: string) => ({
    getVideoTracks: () => [createTrack(kind)],
    getAudioTracks: () => [createTrack(kind)],
  })
  const canvas = {
    getContext: () => ({ fillRect: () => undefined }),
    captureStream: () => stream('video'),
  }
  const { document } = globalThis
  const createElement = document?.createElement
  // Where there is a page, it lacks a canvas only.
  if (document) {
    document.createElement = ((name: string) =>
      name === 'canvas' ? canvas : createElement.call(document, name)) as typeof createElement
  }
  const put = {
    WebSocket: Socket,
    RTCPeerConnection: Peer,
    RTCSessionDescription: class {
      constructor(init: object) {
        Object.assign(this, init)
      }
    },
    AudioContext: class {
      createMediaStreamDestination = () => ({ stream: stream('audio') })
      createBufferSource = () => ({ start: () => undefined, connect: () => undefined, loop: false })
      createMediaStreamSource = () => ({ connect: () => undefined })
    },
    MediaStream:
      globalThis.MediaStream ??
      class {
        addTrack() {}
      },
    ...(document
      ? {}
      : { document: Object.assign(new EventTarget(), { hidden: false, createElement: () => canvas }) }),
    requestAnimationFrame: () => 0,
  }
  const before = Object.keys(put).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  for (const [name, value] of Object.entries(put)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  return Object.assign(browser, {
    sockets,
    openPeers: () => peers.size,
    setMedia(state: RTCPeerConnectionState) {
      for (const peer of peers) peer.connectionState = state
    },
    restore() {
      if (document) document.createElement = createElement
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor)
        else Reflect.deleteProperty(globalThis, name)
      }
    },
  })
}

/** A track that ends when it is told to. */
export function createTrack(kind: string): MediaStreamTrack {
  return Object.assign(new EventTarget(), {
    kind,
    id: crypto.randomUUID(),
    enabled: true,
    readyState: 'live',
  }) as unknown as MediaStreamTrack
}
