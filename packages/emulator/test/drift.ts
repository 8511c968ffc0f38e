import { type Client, isApiError } from '@greenroom/core'
import {
  roomCompositions,
  roomParticipants,
  roomRecordings,
  roomSessions,
  rooms,
} from '@greenroom/core/video'

/** A field that is missing or has another type on one side, as `rooms.create /unique_name`. */
export interface Difference {
  readonly place: string
  readonly api: string
  readonly emulator: string
}

/** The type of each field of a response, by its pointer. For a list, the fields of its first item. */
export type Shape = Readonly<Record<string, string>>

/** Returns the shape of a value, without the value itself. */
export function shapeOf(value: unknown, place = ''): Shape {
  if (Array.isArray(value))
    return { [place]: 'array', ...(value.length > 0 ? shapeOf(value[0], `${place}/0`) : {}) }
  if (value === null) return { [place]: 'null' }
  if (typeof value !== 'object') return { [place]: typeof value }
  const fields = Object.entries(value).map(([name, item]) => shapeOf(item, `${place}/${name}`))
  return Object.assign({ [place]: 'object' }, ...fields)
}

/**
 * Creates a room, calls the endpoints that work without participants, and deletes the room. Existing
 * resources are not changed.
 */
export async function observe(client: Client): Promise<Readonly<Record<string, Shape>>> {
  const shapes: Record<string, Shape> = {}
  const record = async (name: string, call: Promise<unknown>) => {
    shapes[name] = shapeOf(await call.catch((error: unknown) => refusal(error)))
  }
  const unique_name = `greenroom-drift-${crypto.randomUUID()}`
  const room = await rooms.create(client, { unique_name, max_participants: 2 })
  try {
    shapes['rooms.create'] = shapeOf(room)
    const room_id = room.id
    await record('rooms.retrieve', rooms.retrieve(client, { room_id, include_sessions: true }))
    await record('rooms.list', rooms.list(client, { filter: { unique_name } }))
    await record('rooms.update', rooms.update(client, { room_id, max_participants: 3 }))
    await record('a duplicate name', rooms.create(client, { unique_name }))
    await record('roomSessions.listByRoom', roomSessions.listByRoom(client, { room_id }))
    const token = await rooms.createJoinToken(client, {
      room_id,
      token_ttl_secs: 10,
      refresh_token_ttl_secs: 60,
    })
    shapes['rooms.createJoinToken'] = shapeOf(token)
    const refresh_token = token.refresh_token ?? ''
    await record('rooms.refreshJoinToken', rooms.refreshJoinToken(client, { room_id, refresh_token }))
    const unknownId = crypto.randomUUID()
    await record('an unknown room', rooms.retrieve(client, { room_id: unknownId }))
    await record('an unknown session', roomSessions.retrieve(client, { room_session_id: unknownId }))
    await record(
      'an unknown participant',
      roomParticipants.retrieve(client, { room_participant_id: unknownId }),
    )
    await record('an unknown recording', roomRecordings.retrieve(client, { room_recording_id: unknownId }))
    await record(
      'an unknown composition',
      roomCompositions.retrieve(client, { room_composition_id: unknownId }),
    )
  } finally {
    await rooms.delete(client, { room_id: room.id })
  }
  return shapes
}

/** Returns the parts of an error that come from the API. */
function refusal(error: unknown): object {
  if (!isApiError(error)) throw error
  const { code, errors } = error
  // Compares the values of status and code, not only their types.
  return { [`status ${error.status}`]: true, [`code ${code}`]: true, errors }
}

/** Compares two observations by field. A field that is null on one side may have any type on the other. */
export function compare(
  api: Readonly<Record<string, Shape>>,
  emulator: Readonly<Record<string, Shape>>,
): Difference[] {
  const differences: Difference[] = []
  for (const name of new Set([...Object.keys(api), ...Object.keys(emulator)])) {
    const [real = {}, ours = {}] = [api[name], emulator[name]]
    for (const place of new Set([...Object.keys(real), ...Object.keys(ours)])) {
      const [a = 'absent', b = 'absent'] = [real[place], ours[place]]
      // The API omits fields without a value or sets them to null.
      const isEmpty = [a, b].every((type) => type === 'absent' || type === 'null')
      if (a !== b && !isEmpty && a !== 'null' && b !== 'null') {
        differences.push({ place: `${name} ${place}`, api: a, emulator: b })
      }
    }
  }
  return differences
}
