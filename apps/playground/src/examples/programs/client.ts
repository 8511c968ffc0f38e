// A client and an emulator: calls and their results have types, and nothing leaves this page.
import { createClient, isApiError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'

const emulator = createEmulator()
const client = createClient({ apiKey: 'KEY_any', fetch: emulator.fetch })

const room = await rooms.create(client, { unique_name: 'standup', max_participants: 4 })
console.log('Created', room.unique_name, 'for', room.max_participants)

const { data } = await rooms.list(client, {})
console.log(
  'Rooms:',
  data.map(({ unique_name }) => unique_name),
)

try {
  await rooms.retrieve(client, { room_id: crypto.randomUUID() })
} catch (error) {
  if (!isApiError(error)) throw error
  console.log('Unknown room:', error.status, error.title)
}

// The inspector shows the room. Misspell the name of a field above: the editor marks it.
