import type * as rooms from '@greenroom/core/video/rooms'
import { toSecond } from '../clock.ts'
import type { Engine } from '../engine.ts'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { inDays, pageOf } from '../http/paging.ts'
import { refusals } from '../http/refusal.ts'
import { removeRoom } from '../lifecycle/presence.ts'
import type { RoomRow } from '../state/rows.ts'
import { roomView } from './views.ts'

const defaults = {
  unique_name: null,
  max_participants: 10,
  enable_recording: false,
  webhook_event_url: null,
  webhook_event_failover_url: '',
  webhook_timeout_secs: null,
} satisfies Partial<RoomRow>

/** Creates the handlers of the room endpoints. */
export function createRoomHandlers(engine: Engine): Handlers<typeof rooms> {
  const { state, clock, tokens } = engine
  const find = (id: string) => {
    const room = state.rooms.get(id)
    if (!room) throw refusals.notFound('Unknown room', { pointer: '/room_id' })
    return room
  }
  const requireFreeName = (name: string | null | undefined, id?: string) => {
    if (name && state.rooms.of(name).some((room) => room.id !== id)) {
      throw refusals.duplicate('unique_name has already been taken', { pointer: '/unique_name' })
    }
  }
  return {
    list({ filter = {}, page, include_sessions }) {
      const { unique_name: name } = filter
      const found = (name === undefined ? state.rooms.all() : state.rooms.of(name)).filter(
        (room) =>
          inDays(room.created_at, filter.date_created_at) && inDays(room.updated_at, filter.date_updated_at),
      )
      return pageOf(found, page, (room) => roomView(state, room, include_sessions))
    },

    create(input) {
      requireFreeName(input.unique_name)
      const now = clock.timestamp()
      const room = state.rooms.put({
        ...defaults,
        ...definedFields(input),
        id: crypto.randomUUID(),
        active_session_id: null,
        created_at: now,
        updated_at: now,
      })
      return roomView(state, room)
    },

    retrieve: ({ room_id, include_sessions }) => roomView(state, find(room_id), include_sessions),

    update({ room_id, ...changes }) {
      const room = find(room_id)
      requireFreeName(changes.unique_name, room_id)
      return roomView(
        state,
        state.rooms.put({ ...room, ...definedFields(changes), updated_at: clock.timestamp() }),
      )
    },

    delete: ({ room_id }) => removeRoom(engine, find(room_id)),

    async createJoinToken({ room_id, token_ttl_secs = 600, refresh_token_ttl_secs = 3600 }) {
      find(room_id)
      const access = await tokens.mint('access', room_id, token_ttl_secs)
      const refresh = await tokens.mint('refresh', room_id, refresh_token_ttl_secs)
      return {
        token: access.token,
        token_expires_at: toSecond(access.exp),
        refresh_token: refresh.token,
        refresh_token_expires_at: toSecond(refresh.exp),
      }
    },

    async refreshJoinToken({ room_id, refresh_token, token_ttl_secs = 600 }) {
      find(room_id)
      if ((await tokens.check('refresh', room_id, refresh_token)) !== 'valid') {
        throw refusals.forbidden('The refresh token is not valid for this room', {
          pointer: '/refresh_token',
        })
      }
      const { token, exp } = await tokens.mint('access', room_id, token_ttl_secs)
      return { token, token_expires_at: toSecond(exp) }
    },
  }
}

/** Returns the fields that are set in an input. */
function definedFields<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never
}

/** Error shapes of the room endpoints. */
export const roomErrorShapes: ErrorShapes<typeof rooms> = {
  list: { '4XX': 'generic' },
  retrieve: { 404: 'bare' },
  update: { 404: 'bare' },
  delete: { 404: 'bare' },
  createJoinToken: { 403: 'bare' },
  refreshJoinToken: { 403: 'bare' },
}
