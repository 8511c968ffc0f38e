// A gateway keeps the API key on your server and mints join tokens for those who may join.
import { createClient, isApiError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createGateway, deny } from '@greenroom/edge'
import { createEmulator } from '@greenroom/emulator'

const emulator = createEmulator()
const server = createClient({ apiKey: 'KEY_any', fetch: emulator.fetch })
const standup = await rooms.create(server, { unique_name: 'standup' })
const board = await rooms.create(server, { unique_name: 'board' })

const gateway = createGateway({
  apiKey: 'KEY_any',
  fetch: emulator.fetch,
  secret: 'a secret of at least 32 characters, for this page only',
  audience: 'https://app.example',
  basePath: '/telnyx',
  expose: [rooms.retrieve, rooms.createJoinToken],
  authorize(request) {
    // A placeholder for your own sign-in.
    const user = request.headers.get('x-user')
    if (user === null) return null
    if (user === 'mallory') return deny('not invited')
    return { user, rooms: (id) => id === standup.id, claims: { name: user } }
  },
})

// A page has no key: it calls the gateway.
function pageOf(user: string) {
  return createClient({
    baseUrl: 'https://app.example/telnyx',
    headers: { 'x-user': user },
    fetch: async (input, init) => gateway(new Request(input, init)),
  })
}

for (const [user, room] of [
  ['ada', standup],
  ['ada', board],
  ['mallory', standup],
] as const) {
  try {
    const minted = await rooms.createJoinToken(pageOf(user), { room_id: room.id })
    await emulator.join(room.id, { client_token: minted.token })
    console.log(`${user} joined ${room.unique_name}`)
  } catch (error) {
    if (!isApiError(error)) throw error
    console.log(`${user} may not join ${room.unique_name}:`, error.status, error.code)
  }
}
