/** What a stream asks an object for. */
export interface Subscription {
  readonly after: string | undefined
  /** The rooms of which updates are sent; undefined for all. */
  readonly rooms: readonly string[] | undefined
}

/** How often streams of some rooms receive the cursor of updates that they do not receive. */
export const cursorIntervalMs = 60_000

/** A WebSocket of an object has at most ten tags, and one is not a room. */
const mostRooms = 9
/** A tag has at most 256 characters. */
const longestRoom = 200

/** Writes a subscription into a query. More rooms than an object can select by are left to the gateway. */
export function writeSubscription({ after, rooms }: Subscription): URLSearchParams {
  const query = new URLSearchParams()
  if (after !== undefined) query.set('after', after)
  if (!rooms || rooms.length > mostRooms || rooms.some(({ length }) => length > longestRoom)) return query
  for (const room of rooms) query.append('room', room)
  return query
}

/** Reads what {@link writeSubscription} wrote. */
export function readSubscription(query: URLSearchParams): Subscription {
  const rooms = query.getAll('room')
  return { after: query.get('after') ?? undefined, rooms: rooms.length > 0 ? rooms : undefined }
}
