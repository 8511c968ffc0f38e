#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1 --allow-read=. --allow-write=.
/** Reports the participant minutes of each room as CSV. */
import { type Client, paginate } from '@greenroom/core'
import { type RoomSession, roomSessions, rooms } from '@greenroom/core/video'
import { csv } from './lib/csv.ts'
import { dayFlags } from './lib/day-flags.ts'
import { writeAtomically } from './lib/files.ts'
import { createProgress } from './lib/progress.ts'
import { script } from './lib/script.ts'

const columns = ['room_id', 'room', 'sessions', 'participants', 'minutes'] as const

await script(
  {
    name: 'usage-report',
    summary: 'reports the participant minutes of each room as CSV',
    flags: {
      ...dayFlags('sessions'),
      out: {
        type: 'text',
        placeholder: '<file>',
        description: 'writes to this file in the current folder instead of stdout',
      },
    },
    details:
      'Two participants for half an hour count as 60 minutes. Stays that have not ended count until now.',
  },
  async ({ flags, client, signal, print }) => {
    const usage = new Map<string, Usage>()
    const progress = createProgress('Sessions')
    let seen = 0
    const found = paginate(
      client,
      roomSessions.list,
      {
        include_participants: true,
        filter: { date_created_at: { gte: flags.from, lte: flags.to } },
        page: { size: 50 },
      },
      { signal, prefetch: true },
    )
    for await (const session of found) {
      addSession(usage, session, Date.now())
      progress.update(++seen, undefined)
    }
    progress.end()
    const names = await namesOf(client, signal)
    const rows = [...usage]
      .map(([room_id, { sessions, participants, ms }]) => ({
        room_id,
        room: names.get(room_id) ?? '',
        sessions,
        participants,
        minutes: Math.round(ms / 600) / 100,
      }))
      .sort((a, b) => b.minutes - a.minutes)
    const report = flags.json ? `${JSON.stringify(rows, null, 2)}\n` : csv(columns, rows)
    if (flags.out === undefined) print(rows, report.trimEnd())
    else {
      await writeAtomically(flags.out, report)
      print({ file: flags.out, rooms: rows.length }, `Wrote ${rows.length} rooms to ${flags.out}`)
    }
  },
)

interface Usage {
  sessions: number
  participants: number
  ms: number
}

function addSession(
  usage: Map<string, Usage>,
  { room_id, participants, ended_at }: RoomSession,
  nowMs: number,
) {
  const total = usage.get(room_id ?? '') ?? { sessions: 0, participants: 0, ms: 0 }
  usage.set(room_id ?? '', total)
  total.sessions++
  for (const { joined_at, left_at } of participants ?? []) {
    const until = left_at ?? ended_at
    total.participants++
    total.ms += Math.max(0, (until ? Date.parse(until) : nowMs) - Date.parse(joined_at ?? '') || 0)
  }
}

/** Returns room names by id. Deleted rooms are not included. */
async function namesOf(client: Client, signal: AbortSignal): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for await (const { id, unique_name } of paginate(client, rooms.list, { page: { size: 100 } }, { signal })) {
    names.set(id, unique_name ?? '')
  }
  return names
}
