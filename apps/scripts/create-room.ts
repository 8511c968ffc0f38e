#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Makes a room. */
import { type Client, isApiError } from '@greenroom/core'
import { type Room, rooms } from '@greenroom/core/video'
import { findRoom } from './lib/room.ts'
import { script } from './lib/script.ts'

await script(
  {
    name: 'create-room',
    summary: 'makes a room',
    flags: {
      name: { type: 'text', description: 'its name; names are used once' },
      people: { type: 'number', description: 'how many may be in it (default 10)' },
      record: { type: 'switch', description: 'records everybody' },
      webhook: { type: 'text', placeholder: '<url>', description: 'where to tell of what happens in it' },
      reuse: { type: 'switch', description: 'takes the room that has the name, where there is one' },
    },
  },
  async ({ flags, client, signal, print }) => {
    const room = await create(client, flags, signal)
    print(room, `${room.id}  ${room.unique_name ?? ''}`.trimEnd())
  },
)

interface Wanted {
  readonly name: string | undefined
  readonly people: number | undefined
  readonly record: boolean
  readonly webhook: string | undefined
  readonly reuse: boolean
}

async function create(client: Client, wanted: Wanted, signal: AbortSignal): Promise<Room> {
  const { name, people, record, webhook, reuse } = wanted
  try {
    return await rooms.create(
      client,
      {
        unique_name: name,
        max_participants: people,
        enable_recording: record || undefined,
        webhook_event_url: webhook,
      },
      { signal },
    )
  } catch (error) {
    if (!reuse || name === undefined || !isApiError(error) || error.status !== 422) throw error
    // The name is taken, or something else is wrong: then there is no such room, and the error stands.
    return findRoom(client, name, signal).catch(() => Promise.reject(error))
  }
}
