#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Mints a token to join a room with. */
import { rooms } from '@greenroom/core/video'
import { findRoom } from './lib/room.ts'
import { script } from './lib/script.ts'

await script(
  {
    name: 'mint-token',
    does: 'mints a token to join a room with, and prints it',
    flags: {
      room: { takes: 'text', shown: '<id or name>', means: 'the room', required: true },
      ttl: { takes: 'number', shown: '<seconds>', means: 'how long it lives, 10 to 3600 (default 600)' },
      'refresh-ttl': {
        takes: 'number',
        shown: '<seconds>',
        means: 'how long it may be renewed, 60 to 86400 (default 3600)',
      },
    },
    more: 'Whoever has the token may join: keep it out of logs. --json tells the refresh token, too.',
  },
  async ({ flags, client, signal, answer }) => {
    const { id: room_id } = await findRoom(client, flags.room, signal)
    const minted = await rooms.createJoinToken(
      client,
      { room_id, token_ttl_secs: flags.ttl, refresh_token_ttl_secs: flags['refresh-ttl'] },
      { signal },
    )
    answer({ room_id, ...minted }, minted.token)
  },
)
