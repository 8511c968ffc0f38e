// A room, from the first join to a composition of its recordings. The clock moves when the program says so.
import { createVideo } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'

const emulator = createEmulator({ clock: 'manual' })
const video = createVideo({ apiKey: 'KEY_any', fetch: emulator.fetch })
const room = await video.rooms.create({ unique_name: 'standup', enable_recording: true })

async function join(name: string) {
  const { token } = await video.rooms.createJoinToken({ room_id: room.id })
  return emulator.join(room.id, { client_token: token, context: JSON.stringify({ name }) })
}

// The first join starts a session, and the last leave ends it.
const people = [await join('Ada'), await join('Grace')]
await emulator.clock.advance(90)
const sessions = await video.roomSessions.listByRoom({ room_id: room.id })
for (const { id, active } of sessions.data) {
  const present = await video.roomSessions.listParticipants({ room_session_id: id })
  console.log(
    active ? 'In the session:' : 'Left the session:',
    present.data.map(({ context }) => context),
  )
}
for (const { id } of people) emulator.leave(id)

// Recordings are completed a few seconds later.
await emulator.clock.advance(10)
const recordings = await video.roomRecordings.list({})
console.log(recordings.data.map(({ type, status, duration_secs }) => ({ type, status, duration_secs })))

const composition = await video.roomCompositions.create({ session_id: sessions.data[0]?.id })
console.log('Composition:', composition.status)
await emulator.clock.advance(30)
const done = await video.roomCompositions.retrieve({ room_composition_id: composition.id })
console.log('Composition:', done.status)
