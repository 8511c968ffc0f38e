import type { Connection } from '../../src/live/janus/connection.ts'
import { type Display, readDisplay, writeDisplay } from '../../src/live/janus/messages.ts'
import type { Harness } from '../harness.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
type Message = any

/** A page that speaks the dialogue in this process, with no socket and no browser. */
export interface TestClient {
  readonly connection: Connection
  /** All that came, oldest first. */
  readonly received: readonly Message[]
  /** With what its socket was closed. */
  readonly closedBy: readonly string[]
  token: string
  /** Sends a message with the page's token, and resolves to what answers it and is no mere receipt. */
  ask(message: object): Promise<Message>
  /** Sends a text as it is. */
  raw(text: string): void
  /** The plugin data of the events that no request asked for; of one handle, or of all. */
  events(handle?: number): Message[]
}

export interface JoinedClient extends TestClient {
  readonly id: string
  readonly name: string
  readonly register: number
  readonly listener: number
  /** Whom the lists named when it came. */
  readonly found: { readonly participants: Display[]; readonly publishers: Message[] }
  /** Publishes a stream, without media. */
  publish(
    key?: string,
  ): Promise<{ readonly handle: number; readonly feed: number; readonly display: Display }>
}

/** Lets everything that is under way come to its end: there is no time in it. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

export function openClient(
  { emulator }: Pick<Harness, 'emulator'>,
  roomId: string,
  token: string,
): TestClient {
  const received: Message[] = []
  const closedBy: string[] = []
  let count = 0
  let session: number | undefined
  const connection = emulator.live.connect(roomId, {
    send: (text) => received.push(JSON.parse(text)),
    close: (code, reason) => closedBy.push(`${code} ${reason}`),
  })
  const page: TestClient = {
    connection,
    received,
    closedBy,
    token,
    async ask(message) {
      count += 1
      const transaction = `t${count}`
      page.raw(JSON.stringify({ transaction, client_token: page.token, session_id: session, ...message }))
      await connection.settled()
      const answer = received.findLast((one) => one.transaction === transaction)
      if ((message as { janus?: string }).janus === 'create') session = answer?.data?.id
      return answer
    },
    raw: (text) => connection.receive(text),
    events: (handle) =>
      received
        .filter(({ janus, transaction }) => janus === 'event' && transaction === undefined)
        .filter(({ sender }) => handle === undefined || sender === handle)
        .map(({ plugindata }) => plugindata.data),
  }
  return page
}

export const audioOffer = sdpOf('audio')
export const streamOffer = sdpOf('audio', 'video')

function sdpOf(...kinds: readonly string[]): string {
  return `v=0\r\n${kinds.map((kind) => `m=${kind} 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\n`).join('')}`
}

/** Joins as the vendor's package does. */
export async function joinClient(
  harness: Harness,
  roomId: string,
  name: string,
  token: string,
): Promise<JoinedClient> {
  const page = openClient(harness, roomId, token)
  const id = crypto.randomUUID()
  const external = JSON.stringify({ name })
  await page.ask({ janus: 'create' })
  const attach = async (plugin: string) =>
    (await page.ask({ janus: 'attach', plugin: `janus.plugin.${plugin}` })).data.id as number
  const message = async (handle_id: number, body: object, jsep?: object) =>
    (await page.ask({ janus: 'message', handle_id, body, jsep })).plugindata.data

  const register = await attach('audiobridge')
  const display = writeDisplay({ participantId: id, external, canReceiveMessages: false })
  const joined = await message(register, { request: 'join', room: roomId, display, muted: true })
  const listener = await attach('videoroom')
  const asListener = { request: 'join', ptype: 'publisher', display: writeDisplay({ participantId: id }) }
  const { publishers } = await message(listener, asListener)
  const mixer = await attach('audiobridge')
  const stream = { id: crypto.randomUUID(), key: 'audiobridge', isAudioEnabled: true, isVideoEnabled: false }
  await message(mixer, { request: 'join', display: writeDisplay({ participantId: id, stream }) })
  await message(mixer, { request: 'configure' }, { type: 'offer', sdp: audioOffer })
  const participants = joined.participants.flatMap(({ display: text }: Message) => readDisplay(text) ?? [])
  return Object.assign(page, {
    id,
    name,
    register,
    listener,
    found: { participants, publishers },
    async publish(key = 'self') {
      const handle = await attach('videoroom')
      const shown: Display = {
        participantId: id,
        stream: { id: crypto.randomUUID(), key, isAudioEnabled: true, isVideoEnabled: true },
      }
      const text = writeDisplay(shown)
      const { id: feed } = await message(handle, { request: 'join', ptype: 'publisher', display: text })
      const body = { request: 'configure', audio: true, video: true, display: text }
      await message(handle, body, { type: 'offer', sdp: streamOffer })
      return { handle, feed, display: shown }
    },
  })
}
