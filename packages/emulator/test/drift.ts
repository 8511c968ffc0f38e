import { type Client, isApiError } from '@greenroom/core'
import {
  roomCompositions,
  roomParticipants,
  roomRecordings,
  roomSessions,
  rooms,
} from '@greenroom/core/video'

/** A field that one side has and the other has not, or that has another type there: `rooms.create /unique_name`. */
export interface Difference {
  readonly place: string
  readonly api: string
  readonly emulator: string
}

/** The type of each field of an answer, by its place; of a list, of its first item. */
export type Shape = Readonly<Record<string, string>>

/** Tells the shape of a value; never the value. */
export function shapeOf(value: unknown, place = ''): Shape {
  if (Array.isArray(value))
    return { [place]: 'array', ...(value.length > 0 ? shapeOf(value[0], `${place}/0`) : {}) }
  if (value === null) return { [place]: 'null' }
  if (typeof value !== 'object') return { [place]: typeof value }
  const fields = Object.entries(value).map(([name, item]) => shapeOf(item, `${place}/${name}`))
  return Object.assign({ [place]: 'object' }, ...fields)
}

/**
 * Makes one room, looks at it in all the ways there are without anybody in it, and deletes it. Nothing that was there
 * before is touched.
 */
export async function observe(client: Client): Promise<Readonly<Record<string, Shape>>> {
  const seen: Record<string, Shape> = {}
  const note = async (name: string, call: Promise<unknown>) => {
    seen[name] = shapeOf(await call.catch((error: unknown) => refusal(error)))
  }
  const unique_name = `greenroom-drift-${crypto.randomUUID()}`
  const room = await rooms.create(client, { unique_name, max_participants: 2 })
  try {
    seen['rooms.create'] = shapeOf(room)
    const room_id = room.id
    await note('rooms.retrieve', rooms.retrieve(client, { room_id, include_sessions: true }))
    await note('rooms.list', rooms.list(client, { filter: { unique_name } }))
    await note('rooms.update', rooms.update(client, { room_id, max_participants: 3 }))
    await note('a name that is taken', rooms.create(client, { unique_name }))
    await note('roomSessions.listByRoom', roomSessions.listByRoom(client, { room_id }))
    const token = await rooms.createJoinToken(client, {
      room_id,
      token_ttl_secs: 10,
      refresh_token_ttl_secs: 60,
    })
    seen['rooms.createJoinToken'] = shapeOf(token)
    const refresh_token = token.refresh_token ?? ''
    await note('rooms.refreshJoinToken', rooms.refreshJoinToken(client, { room_id, refresh_token }))
    const nobody = crypto.randomUUID()
    await note('an unknown room', rooms.retrieve(client, { room_id: nobody }))
    await note('an unknown session', roomSessions.retrieve(client, { room_session_id: nobody }))
    await note('an unknown participant', roomParticipants.retrieve(client, { room_participant_id: nobody }))
    await note('an unknown recording', roomRecordings.retrieve(client, { room_recording_id: nobody }))
    await note('an unknown composition', roomCompositions.retrieve(client, { room_composition_id: nobody }))
  } finally {
    await rooms.delete(client, { room_id: room.id })
  }
  return seen
}

/** What of a refusal is the API's, not the client's. */
function refusal(error: unknown): object {
  if (!isApiError(error)) throw error
  const { code, errors } = error
  // The very status and code are compared, not only their types.
  return { [`status ${error.status}`]: true, [`code ${code}`]: true, errors }
}

/** Compares two observations, field by field. A field that is null on one side may have any type on the other. */
export function compare(
  api: Readonly<Record<string, Shape>>,
  emulator: Readonly<Record<string, Shape>>,
): Difference[] {
  const differences: Difference[] = []
  for (const name of new Set([...Object.keys(api), ...Object.keys(emulator)])) {
    const [real = {}, ours = {}] = [api[name], emulator[name]]
    for (const place of new Set([...Object.keys(real), ...Object.keys(ours)])) {
      const [a = 'absent', b = 'absent'] = [real[place], ours[place]]
      // Fields without a value are left out or null, as the API likes.
      const isEmpty = [a, b].every((type) => type === 'absent' || type === 'null')
      if (a !== b && !isEmpty && a !== 'null' && b !== 'null') {
        differences.push({ place: `${name} ${place}`, api: a, emulator: b })
      }
    }
  }
  return differences
}
