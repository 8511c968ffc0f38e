import type { Connection } from '../../src/live/janus/connection.ts'
import { type Display, readDisplay, writeDisplay } from '../../src/live/janus/messages.ts'
import type { Harness } from '../harness.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
type Message = any

/** A client of a live room in this process, without a socket and a browser. */
export interface TestClient {
  readonly connection: Connection
  /** All received messages, oldest first. */
  readonly received: readonly Message[]
  /** Codes and reasons with which its socket was closed. */
  readonly closeReasons: readonly string[]
  token: string
  /** Sends a message with the client's token. Resolves to the response, which is not the `ack`. */
  request(message: object): Promise<Message>
  /** Sends a string unchanged. */
  sendRaw(text: string): void
  /** Returns the plugin data of the events that are not responses, of one handle or of all. */
  events(handle?: number): Message[]
}

export interface JoinedClient extends TestClient {
  readonly id: string
  readonly name: string
  /** Handle of the participant's list entry. */
  readonly listHandle: number
  /** Handle that watches the streams. */
  readonly watchHandle: number
  /** Participants and publishers that the room listed at the join. */
  readonly initial: { readonly participants: Display[]; readonly publishers: Message[] }
  /** Publishes a stream without media. */
  publish(
    key?: string,
  ): Promise<{ readonly handle: number; readonly feed: number; readonly display: Display }>
}

/** Waits until all pending work is done. It uses no timers. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Connects a client to a room. It does not join yet. */
export function openClient(
  { emulator }: Pick<Harness, 'emulator'>,
  roomId: string,
  token: string,
): TestClient {
  const received: Message[] = []
  const closeReasons: string[] = []
  let count = 0
  let session: number | undefined
  const connection = emulator.live.connect(roomId, {
    send: (text) => received.push(JSON.parse(text)),
    close: (code, reason) => closeReasons.push(`${code} ${reason}`),
  })
  const client: TestClient = {
    connection,
    received,
    closeReasons,
    token,
    async request(message) {
      count += 1
      const transaction = `t${count}`
      client.sendRaw(
        JSON.stringify({ transaction, client_token: client.token, session_id: session, ...message }),
      )
      await connection.settled()
      const response = received.findLast((message) => message.transaction === transaction)
      if ((message as { janus?: string }).janus === 'create') session = response?.data?.id
      return response
    },
    sendRaw: (text) => connection.receive(text),
    events: (handle) =>
      received
        .filter(({ janus, transaction }) => janus === 'event' && transaction === undefined)
        .filter(({ sender }) => handle === undefined || sender === handle)
        .map(({ plugindata }) => plugindata.data),
  }
  return client
}

export const audioOffer = sdpOf('audio')
export const streamOffer = sdpOf('audio', 'video')

function sdpOf(...kinds: readonly string[]): string {
  return `v=0\r\n${kinds.map((kind) => `m=${kind} 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\n`).join('')}`
}

/** Joins a room with the same messages as `@telnyx/video`. */
export async function joinClient(
  harness: Harness,
  roomId: string,
  name: string,
  token: string,
): Promise<JoinedClient> {
  const client = openClient(harness, roomId, token)
  const id = crypto.randomUUID()
  const external = JSON.stringify({ name })
  await client.request({ janus: 'create' })
  const attach = async (plugin: string) =>
    (await client.request({ janus: 'attach', plugin: `janus.plugin.${plugin}` })).data.id as number
  const message = async (handle_id: number, body: object, jsep?: object) =>
    (await client.request({ janus: 'message', handle_id, body, jsep })).plugindata.data

  const listHandle = await attach('audiobridge')
  const display = writeDisplay({ participantId: id, external, canReceiveMessages: false })
  const joined = await message(listHandle, { request: 'join', room: roomId, display, muted: true })
  const watchHandle = await attach('videoroom')
  const watchBody = { request: 'join', ptype: 'publisher', display: writeDisplay({ participantId: id }) }
  const { publishers } = await message(watchHandle, watchBody)
  const mixHandle = await attach('audiobridge')
  const stream = { id: crypto.randomUUID(), key: 'audiobridge', isAudioEnabled: true, isVideoEnabled: false }
  await message(mixHandle, { request: 'join', display: writeDisplay({ participantId: id, stream }) })
  await message(mixHandle, { request: 'configure' }, { type: 'offer', sdp: audioOffer })
  const participants = joined.participants.flatMap(({ display: text }: Message) => readDisplay(text) ?? [])
  return Object.assign(client, {
    id,
    name,
    listHandle,
    watchHandle,
    initial: { participants, publishers },
    async publish(key = 'self') {
      const handle = await attach('videoroom')
      const streamDisplay: Display = {
        participantId: id,
        stream: { id: crypto.randomUUID(), key, isAudioEnabled: true, isVideoEnabled: true },
      }
      const text = writeDisplay(streamDisplay)
      const { id: feed } = await message(handle, { request: 'join', ptype: 'publisher', display: text })
      const body = { request: 'configure', audio: true, video: true, display: text }
      await message(handle, body, { type: 'offer', sdp: streamOffer })
      return { handle, feed, display: streamDisplay }
    },
  })
}
