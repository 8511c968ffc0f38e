import { paginate } from '@greenroom/core'
import * as rooms from '@greenroom/core/video/rooms'
import { type ApiOptions, callApi } from '../api/call-api.ts'
import { findRoom } from '../api/find-room.ts'
import { printNote, printResult } from '../output/print.ts'
import { plainText, table } from '../output/table.ts'

/** Options of `rooms list`. */
export interface ListOptions extends ApiOptions {
  readonly limit?: number
}

/** Options of `rooms create`. */
export interface CreateOptions extends ApiOptions {
  readonly max?: number
  readonly record?: true
  readonly webhook?: string
}

/** Lists rooms. */
export async function listRooms(options: ListOptions): Promise<void> {
  const { limit = Number.POSITIVE_INFINITY } = options
  const found = await callApi('Listing the rooms', options, async ({ client }) => {
    const all: rooms.Room[] = []
    for await (const room of paginate(client, rooms.list, { page: { size: Math.min(limit, 100) } })) {
      all.push(room)
      if (all.length === limit) break
    }
    return all
  })
  if (found.length === 0) printNote('There are no rooms. Create one with greenroom rooms create', options)
  const rows = found.map(({ id, unique_name, max_participants, enable_recording, active_session_id }) => [
    id,
    unique_name ?? '',
    String(max_participants ?? ''),
    enable_recording ? 'yes' : 'no',
    active_session_id ? 'yes' : 'no',
  ])
  const text = table(['ID', 'NAME', 'MAX', 'RECORDED', 'ACTIVE'], rows)
  printResult(found, found.length === 0 ? '' : text, options)
}

/** Creates a room. */
export async function createRoom(name: string | undefined, options: CreateOptions): Promise<void> {
  const room = await callApi('Creating the room', options, ({ client }) =>
    rooms.create(client, {
      unique_name: name,
      max_participants: options.max,
      enable_recording: options.record,
      webhook_event_url: options.webhook,
    }),
  )
  printResult(room, room.id, options)
}

/** Shows a room. */
export async function showRoom(name: string, options: ApiOptions): Promise<void> {
  const room = await callApi('Looking for the room', options, ({ client }) => findRoom(client, name))
  const lines = Object.entries(room).flatMap(([field, value]) =>
    value === null || value === '' || typeof value === 'object'
      ? []
      : [`${field.padEnd(27)} ${plainText(String(value))}`],
  )
  printResult(room, lines.join('\n'), options)
}

/** Deletes rooms. All of them are looked up first, so that a wrong name deletes nothing. */
export async function deleteRooms(names: readonly string[], options: ApiOptions): Promise<void> {
  const ids = await callApi('Deleting the rooms', options, async ({ client }) => {
    const found = await Promise.all(names.map((name) => findRoom(client, name)))
    const ids = [...new Set(found.map(({ id }) => id))]
    for (const room_id of ids) await rooms.delete(client, { room_id })
    return ids
  })
  printResult({ deleted: ids }, ids.map((id) => `Deleted ${id}`).join('\n'), options)
}
