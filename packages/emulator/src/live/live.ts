import type { Engine } from '../engine.ts'
import { endedByApi, join, leave } from '../lifecycle/presence.ts'
import type { ParticipantRow, RoomRow } from '../state/rows.ts'
import { unref } from '../unref.ts'
import { addBot, type Bot, type BotTraits } from './bots/bot.ts'
import { type Connection, createConnection, type Transport } from './janus/connection.ts'
import { ConnectionRefusal } from './janus/connection-refusal.ts'
import type { LeaveReason } from './janus/plugin.ts'
import type { OpenMedia } from './media/media.ts'
import { createRecorder } from './recording/recorder.ts'
import { createLiveRoom, type LiveRoom } from './room.ts'

/** Live rooms and their connections. */
export interface Live {
  /** Connects a transport to a room. */
  connect(roomId: string, transport: Transport): Connection
  /** Adds a bot to a room. Returns undefined when the room is full. */
  addBot(room: RoomRow, traits: Omit<BotTraits, 'participantId'>): ParticipantRow | undefined
  /** Returns the participant ids of the bots in a room. */
  bots(roomId: string): string[]
  /** Disconnects all participants and bots, as a reset does. */
  dropAll(): void
  /** Number of open connections. */
  readonly connections: number
}

/** Silence after which a connection is closed. A browser sends a keepalive every 5 s. */
const silenceTimeoutMs = 60_000

/**
 * Creates the live rooms of an engine. Joins and leaves update the engine's records; moderation in the engine
 * reaches the live rooms.
 */
export function createLive(engine: Engine, openMedia: OpenMedia): Live {
  const { state, tokens, events, moderation } = engine
  const rooms = new Map<string, LiveRoom>()
  const connections = new Map<Connection, LiveRoom>()
  const bots = new Map<Bot, LiveRoom>()
  const recorder = createRecorder(engine)
  let lastNumber = 0
  let silenceTimer: ReturnType<typeof setInterval> | undefined

  const find = (participantId: string) => {
    for (const [member, room] of [...connections, ...bots]) {
      if (member.participantId === participantId) return { member, room }
    }
    return undefined
  }
  const openRoom = (id: string) => {
    const existing = rooms.get(id)
    if (existing) return existing
    lastNumber += 1
    const { record } = recorder
    const room = createLiveRoom({ id, number: lastNumber, openMedia, record })
    rooms.set(id, room)
    return room
  }
  const closeEmpty = (room: LiveRoom) => {
    if (!room.isEmpty() || [...connections.values()].includes(room)) return
    rooms.delete(room.id)
    room.close()
  }
  const dropSilent = () => {
    const limit = Date.now() - silenceTimeoutMs
    for (const connection of connections.keys()) if (connection.lastMessageAt < limit) connection.expire()
  }

  // One action causes several events. Participants are dropped after all of them, so that the end of a
  // session is reported as such and not as a leave.
  const leaving = new Map<string, LeaveReason>()
  const leaveLater = (participantId: string, reason: LeaveReason) => {
    if (leaving.size === 0) queueMicrotask(dropLeaving)
    leaving.set(participantId, reason)
  }
  const drop = (participantId: string, reason: LeaveReason) => {
    const { member, room } = find(participantId) ?? {}
    member?.drop(reason)
    if (!room || !bots.delete(member as Bot)) return
    closeEmpty(room)
  }
  const dropLeaving = () => {
    for (const [participantId, reason] of leaving) drop(participantId, reason)
    leaving.clear()
  }
  events.listen(({ type, payload }) => {
    if (type === 'video.room.participant.left') {
      leaveLater(payload.participant_id, payload.left_reason === 'kicked' ? 'kicked' : 'left')
    }
    if (type === 'video.room.session.ended' && payload.ended_reason === endedByApi) {
      for (const { id } of state.participants.of(payload.session_id))
        if (leaving.has(id)) leaveLater(id, 'ended')
    }
  })
  moderation.listen(({ participant_id, muted }) => {
    find(participant_id)?.room.setMuted(participant_id, muted)
  })

  return {
    get connections() {
      return connections.size
    },
    connect(roomId, transport) {
      const room = openRoom(roomId)
      const connection = createConnection({
        room,
        transport,
        check: async (token) => {
          const tokenStatus = await tokens.check('access', roomId, token)
          if (tokenStatus === 'valid' && !state.rooms.get(roomId))
            throw new ConnectionRefusal(404, 'Unknown room')
          return tokenStatus
        },
        isIdFree: (id) => !state.participants.get(id) && !find(id),
        enter({ participantId: id, external }) {
          const row = state.rooms.get(roomId)
          if (!row) throw new ConnectionRefusal(404, 'Unknown room')
          if (!join(engine, row, { id, context: external ?? null })) {
            throw new ConnectionRefusal(403, `The room is full (${row.max_participants} participants)`)
          }
        },
        exit(id) {
          const participant = state.participants.get(id)
          if (participant) leave(engine, participant)
        },
        onClosed() {
          connections.delete(connection)
          closeEmpty(room)
          if (connections.size === 0) clearInterval(silenceTimer)
        },
      })
      if (connections.size === 0) {
        silenceTimer = setInterval(dropSilent, 10_000)
        unref(silenceTimer)
      }
      connections.set(connection, room)
      return connection
    },
    addBot(row, traits) {
      const participant = join(engine, row, { context: traits.context })
      if (!participant) return undefined
      const room = openRoom(row.id)
      bots.set(addBot(room, { ...traits, participantId: participant.id }), room)
      return participant
    },
    bots: (roomId) =>
      [...bots].filter(([, { id }]) => id === roomId).map(([{ participantId }]) => participantId),
    dropAll() {
      for (const connection of connections.keys()) connection.drop('ended')
      for (const { participantId } of bots.keys()) drop(participantId, 'ended')
      recorder.clear()
    },
  }
}
