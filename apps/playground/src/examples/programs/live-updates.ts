// Live updates: the API's webhooks reach a page through the gateway, as Server-Sent Events.
import { createClient } from '@greenroom/core'
import { subscribeToUpdates } from '@greenroom/core/updates'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createGateway, createMemoryHub } from '@greenroom/edge'
import { createEmulator } from '@greenroom/emulator'

// The emulator delivers its webhooks to the gateway.
const emulator = createEmulator({ fetch: async (input, init) => gateway(new Request(input, init)) })
const gateway = createGateway({
  apiKey: 'KEY_any',
  fetch: emulator.fetch,
  secret: 'a secret of at least 32 characters, for this page only',
  audience: 'http://localhost',
  basePath: '/telnyx',
  expose: [rooms.create, rooms.createJoinToken, roomSessions.listByRoom],
  authorize: () => ({ user: 'ada' }),
  webhooks: { publicKeys: await emulator.webhooks.publicKey(), url: 'http://localhost/telnyx/webhooks' },
  updates: createMemoryHub(),
})
const page = createClient({
  baseUrl: 'http://localhost/telnyx',
  fetch: async (input, init) => gateway(new Request(input, init)),
})

const controller = new AbortController()
const opened = Promise.withResolvers<void>()
const ended = Promise.withResolvers<void>()
subscribeToUpdates({
  client: page,
  signal: controller.signal,
  onStatus(status) {
    if (status === 'open') opened.resolve()
  },
  onUpdate({ type }) {
    console.log(type)
    if (type === 'video.room.session.ended') ended.resolve()
  },
  onReset: () => console.log('Updates may have been missed: fetch the state again.'),
})

await opened.promise
const room = await rooms.create(page, { unique_name: 'standup' })
const { token } = await rooms.createJoinToken(page, { room_id: room.id })
const ada = await emulator.join(room.id, { client_token: token })
emulator.leave(ada.id)
await ended.promise
controller.abort()
