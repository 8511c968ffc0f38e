import { type EndpointDefinition, type Page, routeOf } from '@greenroom/core'
import * as rooms from '@greenroom/core/video/rooms'
import { Refusal } from '../refusals/refusal.ts'
import { refusals } from '../refusals/refusals.ts'
import type { Grant } from './authorize.ts'
import type { Call } from './call.ts'

/** Keeps of an answer what may be known of it. */
export type RoomScope = (output: unknown) => unknown

/**
 * Holds a call to the rooms of a grant: one about another room is denied before it is sent; of one about no
 * single room the answer is searched. What belongs to no room that can be told counts as another room's.
 *
 * @throws {Refusal} 403 (from the scope as well).
 */
export async function scopeTo(call: Call, isAllowed: Grant['rooms']): Promise<RoomScope> {
  if (isAllowed === undefined) return (output) => output
  // No other value will do: a promise is not taken for a yes.
  const allows = (id: unknown) => typeof id === 'string' && isAllowed(id) === true
  const denied = () => refusals.denied('the grant does not hold this room')

  const room_id = await call.roomId().catch((error: unknown) => {
    // That there is no such session is what nobody outside its room may learn.
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
 * Filters one page. It may come out empty while later ones are not, so what tells where it stands is kept. Of how much there is
 * in all, as the API counts it, the number of pages is left; whether there is none or one would tell if a room of a name exists.
 */
function keep({ data, meta }: Page<unknown>, isKept: (item: unknown) => boolean): Page<unknown> {
  const { total_results: _, ...place } = meta
  if (place.total_pages === 0) place.total_pages = 1
  return { data: data.filter(isKept), meta: place }
}
