// A join token that is replaced when the room rejects it.
import { createClient } from '@greenroom/core'
import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
import { rooms } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'

const emulator = createEmulator()
const client = createClient({ apiKey: 'KEY_any', fetch: emulator.fetch })
const room = await rooms.create(client, { unique_name: 'standup' })

const source = createJoinTokenSource({
  roomId: room.id,
  ...joinTokenFrom(client, room.id),
  onEvent: ({ type }) => console.log('Token:', type),
})
const token = await source.getToken()
await emulator.join(room.id, { client_token: token })
console.log('Joined the room')

// Eleven minutes later, the token has expired.
await emulator.clock.advance(660)
try {
  await emulator.join(room.id, { client_token: token })
} catch (error) {
  console.log('Rejected with status', (error as { status: number }).status)
  source.reportRejected(token)
}

const next = await source.getToken()
await emulator.join(room.id, { client_token: next })
console.log('Joined with a new token')
source.dispose()
