import { beginActivity, recordActivity } from './activity.ts'

/** The browser APIs that the vendor's package needs for signaling. There is no real video or audio. */
export interface FakeBrowser {
  /** All sockets, in the order in which they were opened. */
  readonly sockets: readonly FakeSocket[]
  /** Returns the number of open peer connections. */
  openPeers(): number
  /** Sets the state of all open peer connections. */
  setMedia(state: RTCPeerConnectionState): void
  /** Whether new sockets open, fail, or do neither. */
  network: 'up' | 'refused' | 'silent'
  /** Replies in place of the emulator if it returns a message. */
  intercept: ((message: SentMessage) => object | undefined) | undefined
  restore(): void
}

/** The live rooms of an emulator in this process. */
export interface LiveRooms {
  connect(roomId: string, socket: { send(text: string): void; close(code: number): void }): LiveConnection
}

interface LiveConnection {
  receive(text: string): void
  closed(): void
  settled(): Promise<unknown>
}

/** A socket to the live rooms of an emulator in this process. */
export interface FakeSocket extends WebSocket {
  /** Closes it without a closing handshake, as a lost network does. */
  kill(code?: number): void
  /** Drops all further messages in both directions. */
  silence(): void
  /** The messages that the client sent. */
  readonly sent: readonly SentMessage[]
  /** Delivers a message as if the server had sent it. */
  receive(message: object): void
}

const setRealTimeout = globalThis.setTimeout

type Listener = (event: object) => void

/** Dispatches events to the listeners and then to the handler, unless a listener stops the event. */
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
    for (const entry of this.#listeners) if (entry.type === type && !isStopped) entry.listener(event)
    const handler: unknown = Reflect.get(this, `on${type}`)
    if (!isStopped && typeof handler === 'function') handler.call(this, event)
  }
}

/** A message from the client. */
interface SentMessage {
  readonly janus: string
  readonly transaction: string
  readonly client_token: string
  readonly handle_id?: number
  readonly body?: Readonly<Record<string, unknown>>
}

/** Installs browser globals. Their sockets connect to the emulator. */
export function installFakeBrowser(
  emulator: () => { readonly live: LiveRooms },
  /** Runs the callbacks of the browser, for example in an async context. */
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
    readonly sent: SentMessage[] = []
    state = 0
    isSilent = false
    #isClosed: () => void = () => undefined
    onopen: Listener | null = null
    onmessage: Listener | null = null
    onerror: Listener | null = null
    onclose: Listener | null = null
    connection: LiveConnection | undefined

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
      recordActivity()
      if (this.state === 1 && !this.isSilent) {
        inPage(() => this.dispatch('message', { data: JSON.stringify(message) }))
      }
    }

    send(text: string): void {
      if (this.state !== 1) return
      recordActivity()
      const message = JSON.parse(text) as SentMessage
      this.sent.push(message)
      const reply = browser.intercept?.(message)
      if (reply) setImmediate(() => this.receive(reply))
      else if (!this.isSilent) {
        this.connection?.receive(text)
        const end = beginActivity()
        void this.connection?.settled().finally(end)
      }
    }

    close(code = 1005): void {
      if (this.state > 1) return
      this.state = 2
      this.#isClosed = beginActivity()
      // The closing handshake takes time. It is counted in turns, which also works on a busy machine.
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

    silence(): void {
      this.isSilent = true
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
  // An existing DOM lacks only the canvas.
  if (document) {
    document.createElement = ((name: string) =>
      name === 'canvas' ? canvas : createElement.call(document, name)) as typeof createElement
  }
  const globals = {
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
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  for (const [name, value] of Object.entries(globals)) {
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

/** Creates a track without media. */
export function createTrack(kind: string): MediaStreamTrack {
  return Object.assign(new EventTarget(), {
    kind,
    id: crypto.randomUUID(),
    enabled: true,
    readyState: 'live',
  }) as unknown as MediaStreamTrack
}
