#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_API_KEY,TELNYX_BASE_URL --allow-net=api.telnyx.com,127.0.0.1
/**
 * Makes a room, mints a token to join it with, and lists its sessions.
 */
import { createClient, isApiError, isGreenroomError, paginate } from '@greenroom/core'
import { roomSessions, rooms } from '@greenroom/core/video'
import { type Flags, readFlags } from './lib/flags.ts'

const help = `open-room: makes a room, mints a token to join it with, and lists its sessions

  --name <text>      the room's name; a room that has it already is taken
  --ttl <seconds>    how long the token lives, 10 to 3600 (default 600)
  --json             answers JSON, for other programs
  --help             prints this

It wants TELNYX_API_KEY. With TELNYX_BASE_URL it speaks to an emulator instead of Telnyx.`

const flags = readFlags(Deno.args, { name: 'text', ttl: 'number', json: 'switch' }, help)
const apiKey = Deno.env.get('TELNYX_API_KEY')
if (apiKey === undefined) fail('Set TELNYX_API_KEY to a key of your account; the emulator takes any.')

const client = createClient({ apiKey, baseUrl: Deno.env.get('TELNYX_BASE_URL') })
try {
  await openRoom(flags)
} catch (error) {
  if (!isGreenroomError(error)) throw error
  fail(error.message)
}

async function openRoom({ name, ttl, json }: Flags<{ name: 'text'; ttl: 'number'; json: 'switch' }>) {
  const room = await findOrCreate(name)
  const { token, token_expires_at } = await rooms.createJoinToken(client, {
    room_id: room.id,
    token_ttl_secs: ttl,
  })
  const sessions = await Array.fromAsync(paginate(client, roomSessions.listByRoom, { room_id: room.id }))

  if (json) {
    console.log(JSON.stringify({ room, token, token_expires_at, sessions }, null, 2))
    return
  }
  console.log(`Room      ${room.unique_name ?? '(no name)'}  ${room.id}`)
  console.log(`Token     ${token}`)
  console.log(`          until ${token_expires_at}`)
  console.log(`Sessions  ${sessions.length === 0 ? 'none yet' : sessions.length}`)
  for (const { created_at, ended_at, active } of sessions) {
    console.log(`          ${created_at}  ${active ? 'going on' : `ended ${ended_at}`}`)
  }
}

async function findOrCreate(unique_name: string | undefined): Promise<rooms.Room> {
  try {
    return await rooms.create(client, { unique_name })
  } catch (error) {
    // The name may be taken: by an earlier run of this script, for one.
    if (unique_name === undefined || !isApiError(error) || error.status !== 422) throw error
    const { data } = await rooms.list(client, { filter: { unique_name } })
    if (data[0] === undefined) throw error
    return data[0]
  }
}

function fail(message: string): never {
  console.error(message)
  Deno.exit(1)
}
