#!/usr/bin/env -S deno run --allow-env --allow-net
/**
 * Creates a room in the emulator of `npm run dev`, or with TELNYX_BASE_URL=https://api.telnyx.com/v2 in your
 * account: deno run --allow-env --allow-net scripts/create-room.ts "Standup"
 */
import process from 'node:process'
import { createClient, isApiError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'

const [name] = process.argv.slice(2)
const { TELNYX_API_KEY = 'KEY_emulator', TELNYX_BASE_URL = 'http://127.0.0.1:4010/v2' } = process.env
const client = createClient({ apiKey: TELNYX_API_KEY, baseUrl: TELNYX_BASE_URL })

try {
  const room = await rooms.create(client, { unique_name: name })
  console.log(room.id, room.unique_name)
} catch (error) {
  console.error(isApiError(error) ? `${error.status}: ${error.message}` : error)
  process.exitCode = 1
}
