// Webhooks: verify the signature, and reject what the API did not sign.
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { isVideoEvent, isWebhookError, verifyWebhook } from '@greenroom/core/webhooks'
import { createEmulator } from '@greenroom/emulator'

async function receive(request: Request): Promise<Response> {
  try {
    const event = await verifyWebhook(request, { publicKeys })
    if (isVideoEvent(event)) console.log(event.event_type)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (!isWebhookError(error)) throw error
    console.warn('Rejected:', error.code)
    return Response.json({ code: error.code }, { status: error.status })
  }
}

const emulator = createEmulator({ fetch: async (input, init) => receive(new Request(input, init)) })
const publicKeys = await emulator.webhooks.publicKey()
const client = createClient({ apiKey: 'KEY_any', fetch: emulator.fetch })

const room = await rooms.create(client, { webhook_event_url: 'http://localhost/webhooks' })
const { token } = await rooms.createJoinToken(client, { room_id: room.id })
await emulator.join(room.id, { client_token: token })
await emulator.webhooks.settled()

// Anyone can send a request to your server. Without the API's signature, it has no effect.
const forged = JSON.stringify({ data: { event_type: 'video.room.session.ended' } })
const { status } = await receive(new Request('http://localhost/webhooks', { method: 'POST', body: forged }))
console.log('The forged webhook got', status)
