import { type EndpointDefinition, type Page, routeOf } from '@greenroom/core'
import { Refusal } from '../refusals/refusal.ts'
import { refusals } from '../refusals/refusals.ts'
import type { Grant } from './authorize.ts'
import type { Call } from './call.ts'
import type { NamedResources } from './resources.ts'

/** Routes of endpoints that are not imported, because their schemas would be added to every Worker. */
const createRoom = 'POST /rooms'
const listRooms = 'GET /rooms'

/** Restricts a response to the rooms of a grant. */
export type RoomScope = (output: unknown) => unknown

/**
 * Restricts a call to the rooms of a grant. A call is denied before it is sent if any resource that it names
 * belongs to another room, or to no known room. A call that names none is denied unless it reads, in which
 * case its response is checked, or creates a room and the grant includes a room with any id.
 *
 * @throws {Refusal} 403 (also thrown by the returned scope).
 */
export async function scopeTo(
  call: Call,
  resources: NamedResources,
  isAllowed: Grant['rooms'],
): Promise<RoomScope> {
  if (isAllowed === undefined) return (output) => output
  const allows = (id: unknown) => typeof id === 'string' && allowsRoom(isAllowed, id)
  const denied = () => refusals.denied('the grant does not include this room')

  const named = await resources.rooms().catch((error: unknown) => {
    // A 404 would reveal to users outside the room which sessions exist.
    throw error instanceof Refusal && error.init.status === 404 ? denied() : error
  })
  if (!named.every(allows)) throw denied()
  const { endpoint } = call
  if (endpoint.method !== 'GET') {
    // The id of a new room is not known yet.
    if (named.length === 0 && !(routeOf(endpoint) === createRoom && allows(crypto.randomUUID())))
      throw denied()
    return (output) => output
  }
  const isKept = (item: unknown) => {
    const room = roomOf(endpoint, item) ?? undefined
    // Of a room that is included, resources that do not state their room belong to it.
    return room === undefined ? named.length > 0 : allows(room)
  }
  return (output) => {
    if (isPage(endpoint, output)) return keep(output, isKept, named.length > 0)
    if (!isKept(output)) throw denied()
    return output
  }
}

/** Returns whether a grant includes a room. Throws what its `rooms` throws. */
export function allowsRoom(isAllowed: Grant['rooms'], id: string): boolean {
  if (isAllowed === undefined) return true
  const result: unknown = isAllowed(id)
  // Only `true` allows: a promise is truthy. Its rejection, which nothing handles, would end a Node process.
  if (result instanceof Promise) result.catch(() => undefined)
  return result === true
}

function isPage(endpoint: EndpointDefinition, output: unknown): output is Page<unknown> {
  return output !== null && (endpoint.envelope === 'page' || endpoint.envelope === 'texml-page')
}

function roomOf(endpoint: EndpointDefinition, item: unknown): unknown {
  const { id, room_id } = Object(item) as { id?: unknown; room_id?: unknown }
  return routeOf(endpoint) === listRooms ? id : room_id
}

/**
 * Filters one page. It may become empty while later ones are not, so its paging fields are kept. The total of
 * results is removed unless they are all of included rooms. The number of pages is kept but at least 1,
 * because 0 or 1 would reveal whether a room with a given name exists.
 */
function keep(
  { data, meta }: Page<unknown>,
  isKept: (item: unknown) => boolean,
  isOfRoom: boolean,
): Page<unknown> {
  const kept = data.filter(isKept)
  if (isOfRoom && kept.length === data.length) return { data, meta }
  const { total_results: _, ...place } = meta
  if (place.total_pages === 0) place.total_pages = 1
  return { data: kept, meta: place }
}
