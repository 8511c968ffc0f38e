#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Lists sessions, of one room or all. */
import { paginate } from '@greenroom/core'
import { type RoomSession, roomSessions } from '@greenroom/core/video'
import { createProgress } from './lib/progress.ts'
import { findRoom } from './lib/room.ts'
import { script } from './lib/script.ts'
import { clockTime, span, table } from './lib/table.ts'

const head = ['SESSION', 'ROOM', 'BEGAN (UTC)', 'LASTED']

await script(
  {
    name: 'list-sessions',
    summary: 'lists sessions, of one room or all',
    flags: {
      room: { type: 'text', placeholder: '<id or name>', description: 'only those of this room' },
      active: { type: 'switch', description: 'only those that go on' },
      from: {
        type: 'text',
        placeholder: '<day>',
        description: 'only those that began on this day or later: 2026-01-31',
      },
      to: { type: 'text', placeholder: '<day>', description: 'only those that began on this day or earlier' },
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
    print(sessions, sessions.length === 0 ? 'No sessions.' : table(head, sessions.map(row)))
  },
)

function row({ id, room_id, created_at, ended_at, active }: RoomSession): string[] {
  const lasted = active ? 'goes on' : span(Date.parse(ended_at ?? '') - Date.parse(created_at ?? '') || 0)
  return [id, room_id ?? '', clockTime(created_at), lasted]
}
