#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Mints a token to join a room with. */
import { rooms } from '@greenroom/core/video'
import { findRoom } from './lib/room.ts'
import { script } from './lib/script.ts'

await script(
  {
    name: 'mint-token',
    summary: 'mints a token to join a room with, and prints it',
    flags: {
      room: { type: 'text', placeholder: '<id or name>', description: 'the room', required: true },
      ttl: {
        type: 'number',
        placeholder: '<seconds>',
        description: 'how long it lives, 10 to 3600 (default 600)',
      },
      'refresh-ttl': {
        type: 'number',
        placeholder: '<seconds>',
        description: 'how long it may be renewed, 60 to 86400 (default 3600)',
      },
    },
    details: 'Whoever has the token may join: keep it out of logs. --json tells the refresh token, too.',
  },
  async ({ flags, client, signal, print }) => {
    const { id: room_id } = await findRoom(client, flags.room, signal)
    const minted = await rooms.createJoinToken(
      client,
      { room_id, token_ttl_secs: flags.ttl, refresh_token_ttl_secs: flags['refresh-ttl'] },
      { signal },
    )
    print({ room_id, ...minted }, minted.token)
  },
)
