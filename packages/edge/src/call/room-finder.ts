import { type EndpointDefinition, model, nullish } from '@greenroom/core'
import * as v from 'valibot'
import type { Upstream } from '../upstream/upstream.ts'

/** Resolves to the room of a resource; undefined if it has none. */
export type FindRoom = (kind: string, id: string) => Promise<string | undefined>

/** Resources of Video that belong to a room. */
const kinds: readonly string[] = ['session', 'participant', 'recording', 'composition']

/** Maximum number of resources with known rooms. */
const mostKnown = 10_000

/**
 * Creates the look-up of rooms, for one call at a time. A resource never changes its room, so results are
 * kept for all later calls.
 */
export function createRoomFinder(): (upstream: Upstream) => FindRoom {
  const known = new Map<string, string>()

  return (upstream) => {
    // Of this call only: in workerd, the promise of an ended request never settles.
    const pending = new Map<string, Promise<string | undefined>>()

    const look = async (kind: string, id: string, key: string) => {
      const { room_id, session_id } = await upstream(retrieve(kind), { id })
      const room =
        room_id ?? (session_id && kind !== 'session' ? await find('session', session_id) : undefined)
      if (room === undefined) return undefined
      known.set(key, room)
      const [oldest] = known.keys()
      if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
      return room
    }
    const find: FindRoom = async (kind, id) => {
      if (kind === 'room') return id
      if (!kinds.includes(kind)) return undefined
      const key = `${kind}/${id}`
      const looking = pending.get(key) ?? known.get(key) ?? look(kind, id, key)
      if (typeof looking !== 'string') pending.set(key, looking)
      return looking
    }
    return find
  }
}

/** Returns the endpoint that retrieves a resource, of which only what names its room is read. */
function retrieve(kind: string) {
  return {
    method: 'GET',
    path: `/room_${kind}s/{id}`,
    input: v.object({ id: v.string() }),
    output: model({ room_id: nullish(v.string()), session_id: nullish(v.string()) }),
    envelope: 'data',
  } as const satisfies EndpointDefinition
}
