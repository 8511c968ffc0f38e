#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Creates a token to join a room with. */
import { rooms } from '@greenroom/core/video'
import { findRoom } from './lib/room.ts'
import { script } from './lib/script.ts'

await script(
  {
    name: 'mint-token',
    summary: 'creates a token to join a room with, and prints it',
    flags: {
      room: {
        type: 'text',
        placeholder: '<id or name>',
        description: 'id or name of the room',
        required: true,
      },
      ttl: {
        type: 'number',
        placeholder: '<seconds>',
        description: 'lifetime of the token, 10 to 3600 (default 600)',
      },
      'refresh-ttl': {
        type: 'number',
        placeholder: '<seconds>',
        description: 'lifetime of the refresh token, 60 to 86400 (default 3600)',
      },
    },
    details:
      'Anyone with the token can join the room: keep it out of logs. --json also prints the refresh token.',
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
