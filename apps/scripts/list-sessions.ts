#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Lists the sessions of one room or of all rooms. */
import { paginate } from '@greenroom/core'
import { type RoomSession, roomSessions } from '@greenroom/core/video'
import { dayFlags } from './lib/day-flags.ts'
import { createProgress } from './lib/progress.ts'
import { findRoom } from './lib/room.ts'
import { script } from './lib/script.ts'
import { formatDuration, formatTime, table } from './lib/table.ts'

const header = ['SESSION', 'ROOM', 'STARTED (UTC)', 'DURATION']

await script(
  {
    name: 'list-sessions',
    summary: 'lists the sessions of one room or of all rooms',
    flags: {
      room: { type: 'text', placeholder: '<id or name>', description: 'only sessions of this room' },
      active: { type: 'switch', description: 'only active sessions' },
      ...dayFlags('sessions'),
    },
  },
  async ({ flags, client, signal, print }) => {
    const room_id = flags.room === undefined ? undefined : (await findRoom(client, flags.room, signal)).id
    const filter = {
      room_id,
      active: flags.active || undefined,
      date_created_at: { gte: flags.from, lte: flags.to },
    }
    const sessions: RoomSession[] = []
    const progress = createProgress('Sessions')
    const found = paginate(
      client,
      roomSessions.list,
      { filter, page: { size: 100 } },
      { signal, prefetch: true },
    )
    for await (const session of found) {
      sessions.push(session)
      if (sessions.length % 100 === 0) progress.update(sessions.length, undefined)
    }
    progress.end()
    print(sessions, sessions.length === 0 ? 'No sessions.' : table(header, sessions.map(row)))
  },
)

function row({ id, room_id, created_at, ended_at, active }: RoomSession): string[] {
  const duration = active
    ? 'active'
    : formatDuration(Date.parse(ended_at ?? '') - Date.parse(created_at ?? '') || 0)
  return [id, room_id ?? '', formatTime(created_at), duration]
}
