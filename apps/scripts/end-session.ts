#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Ends a session, or the one that goes on in a room. */
import { roomSessions } from '@greenroom/core/video'
import { activeSession, findRoom } from './lib/room.ts'
import { ScriptError, script } from './lib/script.ts'

await script(
  {
    name: 'end-session',
    does: 'ends a session: everybody in it is put out',
    flags: {
      session: { takes: 'text', shown: '<id>', means: 'the session' },
      room: { takes: 'text', shown: '<id or name>', means: 'instead: the room whose session it is' },
    },
  },
  async ({ flags, client, signal, answer }) => {
    const { session, room } = flags
    if ((session === undefined) === (room === undefined)) throw new ScriptError('Give --session or --room')
    const ongoing = room && (await activeSession(client, (await findRoom(client, room, signal)).id, signal))
    const room_session_id = session ?? (ongoing ? ongoing.id : undefined)
    if (room_session_id === undefined) {
      answer({ ended: null }, `Nobody is in ${room}.`)
      return
    }
    await roomSessions.end(client, { room_session_id }, { signal })
    answer({ ended: room_session_id }, `Ended ${room_session_id}.`)
  },
)
