#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Creates a room. */
import { type Client, isApiError } from '@greenroom/core'
import { type Room, rooms } from '@greenroom/core/video'
import { findRoom } from './lib/room.ts'
import { script } from './lib/script.ts'

await script(
  {
    name: 'create-room',
    summary: 'creates a room',
    flags: {
      name: { type: 'text', description: 'unique name of the room' },
      people: { type: 'number', description: 'maximum number of participants (default 10)' },
      record: { type: 'switch', description: 'records all participants' },
      webhook: {
        type: 'text',
        placeholder: '<url>',
        description: 'URL that receives webhooks about the room',
      },
      reuse: { type: 'switch', description: 'returns the existing room if the name is taken' },
    },
  },
  async ({ flags, client, signal, print }) => {
    const room = await create(client, flags, signal)
    print(room, `${room.id}  ${room.unique_name ?? ''}`.trimEnd())
  },
)

interface CreateOptions {
  readonly name: string | undefined
  readonly people: number | undefined
  readonly record: boolean
  readonly webhook: string | undefined
  readonly reuse: boolean
}

async function create(client: Client, options: CreateOptions, signal: AbortSignal): Promise<Room> {
  const { name, people, record, webhook, reuse } = options
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
    // 422 also reports other mistakes. If no room has this name, the original error is thrown.
    return findRoom(client, name, signal).catch(() => Promise.reject(error))
  }
}
