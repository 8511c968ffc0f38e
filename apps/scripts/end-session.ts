#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Ends a session, given by its id or its room. */
import { roomSessions } from '@greenroom/core/video'
import { activeSession, findRoom } from './lib/room.ts'
import { ScriptError, script } from './lib/script.ts'

await script(
  {
    name: 'end-session',
    summary: 'ends a session and disconnects its participants',
    flags: {
      session: { type: 'text', placeholder: '<id>', description: 'id of the session' },
      room: {
        type: 'text',
        placeholder: '<id or name>',
        description: 'instead of --session: the room to end the active session of',
      },
    },
  },
  async ({ flags, client, signal, print }) => {
    const { session, room } = flags
    if ((session === undefined) === (room === undefined))
      throw new ScriptError('Set either --session or --room')
    const active = room && (await activeSession(client, (await findRoom(client, room, signal)).id, signal))
    const room_session_id = session ?? (active ? active.id : undefined)
    if (room_session_id === undefined) {
      print({ ended: null }, `${room} has no active session.`)
      return
    }
    await roomSessions.end(client, { room_session_id }, { signal })
    print({ ended: room_session_id }, `Ended ${room_session_id}.`)
  },
)
