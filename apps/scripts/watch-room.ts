#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Shows the participants of a room and updates the list as it changes. */
import { type Client, isApiError, isConnectionError, isTimeoutError, paginate } from '@greenroom/core'
import { type RoomParticipant, roomSessions } from '@greenroom/core/video'
import { activeSession, findRoom } from './lib/room.ts'
import { ScriptError, script } from './lib/script.ts'
import { formatDuration, formatTime, table } from './lib/table.ts'
import { wait } from './lib/wait.ts'

await script(
  {
    name: 'watch-room',
    summary: 'shows the participants of a room until Ctrl-C',
    flags: {
      room: {
        type: 'text',
        placeholder: '<id or name>',
        description: 'id or name of the room',
        required: true,
      },
      every: { type: 'number', placeholder: '<seconds>', description: 'polling interval (default 2)' },
      once: { type: 'switch', description: 'prints the list once and exits' },
    },
    details:
      'A terminal shows one table that updates. Elsewhere each change is printed; --json prints one line each.',
  },
  async ({ flags, client, signal }) => {
    const { every = 2, json, once } = flags
    if (every < 1) throw new ScriptError('--every must be at least 1')
    const room = await findRoom(client, flags.room, signal)
    const inPlace = !json && !once && Deno.stdout.isTerminal()
    let last = ''
    for (;;) {
      const presence = await retrievePresence(client, room.id, signal)
      const shown = JSON.stringify(presence)
      if (json && shown !== last) console.log(shown)
      else if (inPlace || shown !== last) draw(room.unique_name ?? room.id, presence, inPlace)
      last = shown
      if (once) return
      await wait(every * 1_000, signal)
    }
  },
)

interface Presence {
  readonly session: string | null
  readonly participants: readonly Pick<RoomParticipant, 'id' | 'context' | 'joined_at'>[]
}

/** Returns who is in the room now. Retries after transient failures. */
async function retrievePresence(client: Client, room_id: string, signal: AbortSignal): Promise<Presence> {
  for (;;) {
    try {
      const session = await activeSession(client, room_id, signal)
      if (!session) return { session: null, participants: [] }
      const all = paginate(
        client,
        roomSessions.listParticipants,
        { room_session_id: session.id, page: { size: 100 } },
        { signal },
      )
      const participants: Presence['participants'][number][] = []
      for await (const { id, context, joined_at, left_at } of all) {
        if (!left_at) participants.push({ id, context, joined_at })
      }
      return { session: session.id, participants }
    } catch (error) {
      const isTransient =
        isConnectionError(error) || isTimeoutError(error) || (isApiError(error) && error.status >= 500)
      if (!isTransient) throw error
      console.error(`${error.message}. Retrying in 5 s.`)
      await wait(5_000, signal)
    }
  }
}

function draw(room: string, { session, participants }: Presence, inPlace: boolean) {
  const now = Date.now()
  const rows = participants.map(({ id, context, joined_at }) => [
    printable(context ?? ''),
    formatTime(joined_at),
    formatDuration(now - Date.parse(joined_at ?? '') || 0),
    id,
  ])
  const lines = [
    `${printable(room)}: ${session ? `${participants.length} in session ${session}` : 'empty'}`,
    ...(rows.length > 0 ? ['', ...table(['CONTEXT', 'JOINED (UTC)', 'DURATION', 'ID'], rows)] : []),
  ]
  console.log(`${inPlace ? '\x1b[2J\x1b[H' : ''}${lines.join('\n')}`)
}

/** Removes control characters: a participant's context is untrusted and must not control the terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the function removes them
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 40)
}
