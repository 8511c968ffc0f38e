#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Ends a session, or the one that goes on in a room. */
import { roomSessions } from '@greenroom/core/video'
import { activeSession, findRoom } from './lib/room.ts'
import { ScriptError, script } from './lib/script.ts'

await script(
  {
    name: 'end-session',
    summary: 'ends a session: everybody in it is put out',
    flags: {
      session: { type: 'text', placeholder: '<id>', description: 'the session' },
      room: {
        type: 'text',
        placeholder: '<id or name>',
        description: 'instead: the room whose session it is',
      },
    },
  },
  async ({ flags, client, signal, print }) => {
    const { session, room } = flags
    if ((session === undefined) === (room === undefined)) throw new ScriptError('Give --session or --room')
    const ongoing = room && (await activeSession(client, (await findRoom(client, room, signal)).id, signal))
    const room_session_id = session ?? (ongoing ? ongoing.id : undefined)
    if (room_session_id === undefined) {
      print({ ended: null }, `Nobody is in ${room}.`)
      return
    }
    await roomSessions.end(client, { room_session_id }, { signal })
    print({ ended: room_session_id }, `Ended ${room_session_id}.`)
  },
)
