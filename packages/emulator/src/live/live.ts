import type { Engine } from '../engine.ts'
import { endedByApi, join, leave } from '../lifecycle/presence.ts'
import type { ParticipantRow, RoomRow } from '../state/rows.ts'
import { unref } from '../unref.ts'
import { addBot, type Bot, type BotTraits } from './bots/bot.ts'
import { type Connection, createConnection, type Peer } from './janus/connection.ts'
import { ConnectionRefusal } from './janus/connection-refusal.ts'
import type { LeaveReason } from './janus/plugin.ts'
import type { OpenMedia } from './media/media.ts'
import { createRecorder } from './recording/recorder.ts'
import { createLiveRoom, type LiveRoom } from './room.ts'

/** The live side: rooms in which people are, over sockets. */
export interface Live {
  /** Takes a socket to a room. */
  connect(roomId: string, peer: Peer): Connection
  /** Puts a bot into a room; undefined when the room is full. */
  addBot(room: RoomRow, traits: Omit<BotTraits, 'participantId'>): ParticipantRow | undefined
  /** The bots in a room. */
  bots(roomId: string): string[]
  /** Puts out everybody, as when the emulator is emptied. */
  dropAll(): void
  /** How many connections there are. */
  readonly connections: number
}

/** A connection that was not heard for so long is dead: a page sends something every 5 s. */
const silentMs = 60_000

/** Makes the live side of an engine: joins and leaves go to its records, moderation comes from it. */
export function createLive(engine: Engine, openMedia: OpenMedia): Live {
  const { state, tokens, events, moderation } = engine
  const rooms = new Map<string, LiveRoom>()
  const connections = new Map<Connection, LiveRoom>()
  const bots = new Map<Bot, LiveRoom>()
  const recorder = createRecorder(engine)
  let lastNumber = 0
  let sweep: ReturnType<typeof setInterval> | undefined

  const find = (participantId: string) => {
    for (const [person, room] of [...connections, ...bots]) {
      if (person.participantId === participantId) return { person, room }
    }
    return undefined
  }
  const openRoom = (id: string) => {
    const open = rooms.get(id)
    if (open) return open
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
    const since = Date.now() - silentMs
    for (const connection of connections.keys()) if (connection.heardAt < since) connection.expire()
  }

  // What an action does comes in several events at once: those who are put out by the end of a session are told
  // that, and not that they left.
  const departing = new Map<string, LeaveReason>()
  const depart = (participantId: string, why: LeaveReason) => {
    if (departing.size === 0) queueMicrotask(dropDeparting)
    departing.set(participantId, why)
  }
  const drop = (participantId: string, why: LeaveReason) => {
    const { person, room } = find(participantId) ?? {}
    person?.drop(why)
    if (!room || !bots.delete(person as Bot)) return
    closeEmpty(room)
  }
  const dropDeparting = () => {
    for (const [participantId, why] of departing) drop(participantId, why)
    departing.clear()
  }
  events.listen(({ type, payload }) => {
    if (type === 'video.room.participant.left') {
      depart(payload.participant_id, payload.left_reason === 'kicked' ? 'kicked' : 'left')
    }
    if (type === 'video.room.session.ended' && payload.ended_reason === endedByApi) {
      for (const { id } of state.participants.of(payload.session_id))
        if (departing.has(id)) depart(id, 'ended')
    }
  })
  moderation.listen(({ participant_id, muted }) => {
    find(participant_id)?.room.setMuted(participant_id, muted)
  })

  return {
    get connections() {
      return connections.size
    },
    connect(roomId, peer) {
      const room = openRoom(roomId)
      const connection = createConnection({
        room,
        peer,
        check: async (token) => {
          const verdict = await tokens.check('access', roomId, token)
          if (verdict === 'valid' && !state.rooms.get(roomId))
            throw new ConnectionRefusal(404, 'There is no such room')
          return verdict
        },
        isIdFree: (id) => !state.participants.get(id) && !find(id),
        enter({ participantId: id, external }) {
          const row = state.rooms.get(roomId)
          if (!row) throw new ConnectionRefusal(404, 'There is no such room')
          if (!join(engine, row, { id, context: external ?? null })) {
            throw new ConnectionRefusal(403, `The room is full: ${row.max_participants} are in it`)
          }
        },
        exit(id) {
          const participant = state.participants.get(id)
          if (participant) leave(engine, participant)
        },
        onClosed() {
          connections.delete(connection)
          closeEmpty(room)
          if (connections.size === 0) clearInterval(sweep)
        },
      })
      if (connections.size === 0) {
        sweep = setInterval(dropSilent, 10_000)
        unref(sweep)
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
