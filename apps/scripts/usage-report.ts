#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1 --allow-read=. --allow-write=.
/** Reports how many minutes people were in each room, as CSV. */
import { type Client, paginate } from '@greenroom/core'
import { type RoomSession, roomSessions, rooms } from '@greenroom/core/video'
import { csv } from './lib/csv.ts'
import { writeWhole } from './lib/files.ts'
import { createProgress } from './lib/progress.ts'
import { script } from './lib/script.ts'

const columns = ['room_id', 'room', 'sessions', 'participants', 'minutes'] as const

await script(
  {
    name: 'usage-report',
    summary: "reports participants' minutes per room, as CSV",
    flags: {
      from: {
        type: 'text',
        placeholder: '<day>',
        description: 'sessions that began on this day or later: 2026-01-31',
      },
      to: { type: 'text', placeholder: '<day>', description: 'sessions that began on this day or earlier' },
      out: {
        type: 'text',
        placeholder: '<file>',
        description: 'writes to this file, in this folder, instead of printing',
      },
    },
    details:
      'Minutes are of presence: two people for half an hour are 60. Who is still there counts until now.',
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
      add(usage, session, Date.now())
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
      .sort((one, other) => other.minutes - one.minutes)
    const report = flags.json ? `${JSON.stringify(rows, null, 2)}\n` : csv(columns, rows)
    if (flags.out === undefined) print(rows, report.trimEnd())
    else {
      await writeWhole(flags.out, report)
      print({ file: flags.out, rooms: rows.length }, `${rows.length} rooms in ${flags.out}`)
    }
  },
)

interface Usage {
  sessions: number
  participants: number
  ms: number
}

function add(usage: Map<string, Usage>, { room_id, participants, ended_at }: RoomSession, nowMs: number) {
  const of = usage.get(room_id ?? '') ?? { sessions: 0, participants: 0, ms: 0 }
  usage.set(room_id ?? '', of)
  of.sessions++
  for (const { joined_at, left_at } of participants ?? []) {
    const until = left_at ?? ended_at
    of.participants++
    of.ms += Math.max(0, (until ? Date.parse(until) : nowMs) - Date.parse(joined_at ?? '') || 0)
  }
}

/** Rooms that are deleted have no name any more. */
async function namesOf(client: Client, signal: AbortSignal): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for await (const { id, unique_name } of paginate(client, rooms.list, { page: { size: 100 } }, { signal })) {
    names.set(id, unique_name ?? '')
  }
  return names
}
