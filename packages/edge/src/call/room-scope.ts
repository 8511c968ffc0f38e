import { type EndpointDefinition, type Page, routeOf } from '@greenroom/core'
import * as rooms from '@greenroom/core/video/rooms'
import { Refusal } from '../refusals/refusal.ts'
import { refusals } from '../refusals/refusals.ts'
import type { Grant } from './authorize.ts'
import type { Call } from './call.ts'

/** Restricts a response to the rooms of a grant. */
export type RoomScope = (output: unknown) => unknown

/**
 * Restricts a call to the rooms of a grant. A call about another room is denied before it is sent. Of the
 * calls that are not about a single room, `rooms.create` is allowed, reads have their response checked, and
 * all others are denied. A resource with an unknown room counts as another room's.
 *
 * @throws {Refusal} 403 (also thrown by the returned scope).
 */
export async function scopeTo(call: Call, isAllowed: Grant['rooms']): Promise<RoomScope> {
  if (isAllowed === undefined) return (output) => output
  // Only `true` allows: a promise is truthy.
  const allows = (id: unknown) => typeof id === 'string' && isAllowed(id) === true
  const denied = () => refusals.denied('the grant does not include this room')

  const room_id = await call.roomId().catch((error: unknown) => {
    // A 404 would reveal to users outside the room which sessions exist.
    throw error instanceof Refusal && error.init.status === 404 ? denied() : error
  })
  if (room_id !== undefined) {
    if (!allows(room_id)) throw denied()
    return (output) => output
  }
  if (call.is(rooms.create)) return (output) => output
  if (call.endpoint.method !== 'GET') throw denied()
  return (output) => {
    if (isPage(call.endpoint, output)) return keep(output, (item) => allows(roomOf(call.endpoint, item)))
    if (!allows(roomOf(call.endpoint, output))) throw denied()
    return output
  }
}

function isPage(endpoint: EndpointDefinition, output: unknown): output is Page<unknown> {
  return output !== null && (endpoint.envelope === 'page' || endpoint.envelope === 'texml-page')
}

function roomOf(endpoint: EndpointDefinition, item: unknown): unknown {
  const { id, room_id } = Object(item) as { id?: unknown; room_id?: unknown }
  return routeOf(endpoint) === routeOf(rooms.list) ? id : room_id
}

/**
 * Filters one page. It may become empty while later ones are not, so its paging fields are kept. The total of
 * results is removed. The number of pages is kept but at least 1, because 0 or 1 would reveal whether a room
 * with a given name exists.
 */
function keep({ data, meta }: Page<unknown>, isKept: (item: unknown) => boolean): Page<unknown> {
  const { total_results: _, ...place } = meta
  if (place.total_pages === 0) place.total_pages = 1
  return { data: data.filter(isKept), meta: place }
}
