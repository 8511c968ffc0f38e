import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { signWebhook } from '@greenroom/core/webhooks'

/** A room of the emulator with a session, of which the benchmark sends the webhooks itself. */
export interface WatchedRoom {
  readonly id: string
  readonly sessionId: string
  /** Lets a participant join. The emulator sends no webhook about it. */
  join(name: string): Promise<string>
}

/** How a request reaches the emulator or the gateway. */
export type Send = (request: Request) => Promise<Response>

/** Creates the room, and lets a first participant join. */
export async function createWatchedRoom(emulatorUrl: string, send: Send): Promise<WatchedRoom> {
  const client = createClient({
    apiKey: 'KEY_emulator',
    baseUrl: `${emulatorUrl}/v2`,
    fetch: (input, init) => send(new Request(input, init)),
  })
  const { id } = await rooms.create(client, { unique_name: 'Watched', max_participants: 50 })
  const join = async (name: string) => {
    const { token } = await rooms.createJoinToken(client, { room_id: id })
    const response = await send(
      new Request(`${emulatorUrl}/_emulator/rooms/${id}/join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ client_token: token, context: JSON.stringify({ name }) }),
      }),
    )
    const { id: participant } = (await response.json()) as { readonly id: string }
    return participant
  }
  await join('First')
  const { active_session_id } = await rooms.retrieve(client, { room_id: id })
  return { id, sessionId: active_session_id ?? '', join }
}

/** When the webhooks of one round were sent, in milliseconds since 1970. */
export interface Trial {
  readonly joinedAt: number
  readonly mutedAt: number
}

/** Where the webhooks go, and how to wait until they are shown. */
export interface TrialTarget {
  readonly url: string
  readonly privateKey: CryptoKey
  readonly send: Send
  /** Resolves when all watchers show so many participants, or after some seconds. */
  readonly settle: (present: number, muted: number) => Promise<unknown>
}

/** Updates that arrive within 200 ms are refetched together. The next one comes later. */
const restMs = 500

/**
 * Lets participants join one after another, and sends two webhooks for each: of the join, which watchers
 * refetch, and of being muted, which they apply to what they have.
 */
export async function runTrials(
  room: WatchedRoom,
  { url, privateKey, send, settle }: TrialTarget,
  count: number,
): Promise<readonly Trial[]> {
  const notify = async (event_type: string, participant_id: string) => {
    const payload = { room_id: room.id, session_id: room.sessionId, participant_id }
    const data = { id: crypto.randomUUID(), event_type, payload }
    const request = await signWebhook(url, { data }, { privateKey })
    const sentAt = Date.now()
    const { status } = await send(request)
    if (status !== 204) throw new Error(`The webhook was answered with ${status}`)
    await sleep(restMs)
    return sentAt
  }
  const trials: Trial[] = []
  for (let trial = 1; trial <= count; trial++) {
    const participant = await room.join(`Guest ${trial}`)
    const joinedAt = await notify('video.room.participant.joined', participant)
    await settle(trial + 1, trial - 1)
    const mutedAt = await notify('greenroom.session.muted', participant)
    await settle(trial + 1, trial)
    trials.push({ joinedAt, mutedAt })
  }
  return trials
}
