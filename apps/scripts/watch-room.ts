#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Shows who is in a room, as it changes. */
import { type Client, isApiError, isConnectionError, isTimeoutError, paginate } from '@greenroom/core'
import { type RoomParticipant, roomSessions } from '@greenroom/core/video'
import { activeSession, findRoom } from './lib/room.ts'
import { ScriptError, script } from './lib/script.ts'
import { clockTime, span, table } from './lib/table.ts'
import { wait } from './lib/wait.ts'

await script(
  {
    name: 'watch-room',
    summary: 'shows who is in a room, as it changes, until Ctrl-C',
    flags: {
      room: { type: 'text', placeholder: '<id or name>', description: 'the room', required: true },
      every: { type: 'number', placeholder: '<seconds>', description: 'how often to look (default 2)' },
      once: { type: 'switch', description: 'looks once' },
    },
    details:
      'In a terminal the table stays in its place; elsewhere, and as JSON, each change is told: one line of JSON each.',
  },
  async ({ flags, client, signal }) => {
    const { every = 2, json, once } = flags
    if (every < 1) throw new ScriptError('--every is 1 or more')
    const room = await findRoom(client, flags.room, signal)
    const inPlace = !json && !once && Deno.stdout.isTerminal()
    let last = ''
    for (;;) {
      const seen = await look(client, room.id, signal)
      const shown = JSON.stringify(seen)
      if (json && shown !== last) console.log(shown)
      else if (inPlace || shown !== last) draw(room.unique_name ?? room.id, seen, inPlace)
      last = shown
      if (once) return
      await wait(every * 1_000, signal)
    }
  },
)

interface Seen {
  readonly session: string | null
  readonly participants: readonly Pick<RoomParticipant, 'id' | 'context' | 'joined_at'>[]
}

/** What is there now; a look that fails in passing is taken again. */
async function look(client: Client, room_id: string, signal: AbortSignal): Promise<Seen> {
  for (;;) {
    try {
      const session = await activeSession(client, room_id, signal)
      if (!session) return { session: null, participants: [] }
      const everybody = paginate(
        client,
        roomSessions.listParticipants,
        { room_session_id: session.id, page: { size: 100 } },
        { signal },
      )
      const participants: Seen['participants'][number][] = []
      for await (const { id, context, joined_at, left_at } of everybody) {
        if (!left_at) participants.push({ id, context, joined_at })
      }
      return { session: session.id, participants }
    } catch (error) {
      const mayPass =
        isConnectionError(error) || isTimeoutError(error) || (isApiError(error) && error.status >= 500)
      if (!mayPass) throw error
      console.error(`${error.message}; looking again`)
      await wait(5_000, signal)
    }
  }
}

function draw(room: string, { session, participants }: Seen, inPlace: boolean) {
  const now = Date.now()
  const rows = participants.map(({ id, context, joined_at }) => [
    printable(context ?? ''),
    clockTime(joined_at),
    span(now - Date.parse(joined_at ?? '') || 0),
    id,
  ])
  const lines = [
    `${printable(room)}: ${session ? `${participants.length} in session ${session}` : 'nobody'}`,
    ...(rows.length > 0 ? ['', ...table(['WHO', 'SINCE (UTC)', 'FOR', 'ID'], rows)] : []),
  ]
  console.log(`${inPlace ? '\x1b[2J\x1b[H' : ''}${lines.join('\n')}`)
}

/** Without what would steer the terminal: people write their own context. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 40)
}
