#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/** Sets the webhook URL of existing rooms, so that a gateway with updates receives their events. */
import { paginate } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { ScriptError, script } from './lib/script.ts'

await script(
  {
    name: 'point-webhooks',
    summary: 'sets the webhook URL of all rooms',
    flags: {
      url: {
        type: 'text',
        placeholder: '<url>',
        required: true,
        description: 'where the events go: https://app.example/telnyx/webhooks',
      },
      all: { type: 'switch', description: 'also changes rooms that have another webhook URL' },
    },
  },
  async ({ flags, client, signal, print }) => {
    const { url, all } = flags
    if (!/^https?:\/\/\S+$/.test(url)) throw new ScriptError(`--url ${url} is not an http(s) URL`)
    let changed = 0
    let kept = 0
    for await (const { id, webhook_event_url: before } of paginate(client, rooms.list, {}, { signal })) {
      if (before === url || (before && !all)) {
        kept++
        continue
      }
      await rooms.update(client, { room_id: id, webhook_event_url: url }, { signal })
      changed++
    }
    print({ changed, kept }, `Changed ${changed} rooms, kept ${kept}.`)
  },
)
