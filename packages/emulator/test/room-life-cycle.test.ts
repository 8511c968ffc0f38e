import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from '@greenroom/core'
import { createVideo, type RoomParticipant, waitForComposition } from '@greenroom/core/video'
import { isVideoEvent, type VideoEvent, verifyWebhook } from '@greenroom/core/webhooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StartedEmulator, startEmulator } from '../src/node.ts'

/** Receives webhooks on a port and collects the verified ones. */
async function startReceiver(publicKey: () => Promise<string>) {
  const events: VideoEvent[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = new Headers(request.headers as Record<string, string>)
    const received = new Request('http://app.test/', { method: 'POST', headers, body: Buffer.concat(chunks) })
    const event = await verifyWebhook(received, { publicKeys: await publicKey() })
    if (isVideoEvent(event)) events.push(event)
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { events, url: `http://127.0.0.1:${port}/webhooks`, close: () => server.close() }
}

let emulator: StartedEmulator
let webhooks: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  emulator = await startEmulator({ clock: 'manual' })
  webhooks = await startReceiver(() => emulator.emulator.webhooks.publicKey())
})
afterAll(async () => {
  webhooks.close()
  await emulator.close()
})

it('runs a room from creation to deletion and delivers its webhooks in order', async () => {
  const { emulator: api, url } = emulator
  const client = createClient({ apiKey: 'KEY_any', baseUrl: `${url}/v2` })
  const video = createVideo(client)
  const room = await video.rooms.create({
    unique_name: 'all hands',
    max_participants: 3,
    enable_recording: true,
    webhook_event_url: webhooks.url,
  })
  const { token: client_token } = await video.rooms.createJoinToken({ room_id: room.id })
  const participants: RoomParticipant[] = []
  for (const context of ['Ann', 'Ben', 'Cyd'])
    participants.push(await api.join(room.id, { client_token, context }))
  const [ann, ben, cyd] = participants
  await expect(api.join(room.id, { client_token })).rejects.toMatchObject({ status: 422 })
  const room_session_id = ann?.session_id ?? ''

  await video.roomSessions.mute({ room_session_id, participants: [ben?.id ?? ''] })
  await video.roomSessions.kick({
    room_session_id,
    participants: 'all',
    exclude: [ann?.id ?? '', ben?.id ?? ''],
  })
  const { data: listed } = await video.roomParticipants.list({ filter: { session_id: room_session_id } })
  expect(listed.map(({ context, left_at }) => [context, left_at === undefined])).toEqual([
    ['Cyd', false],
    ['Ben', true],
    ['Ann', true],
  ])
  expect(await video.roomParticipants.retrieve({ room_participant_id: cyd?.id ?? '' })).toEqual(listed[0])

  api.clock.advance(60)
  await video.roomSessions.end({ room_session_id })
  await expect(video.roomSessions.end({ room_session_id })).rejects.toMatchObject({
    status: 422,
    detail: 'No private_ip for room',
  })
  const filter = { session_id: room_session_id }
  const processing = await video.roomRecordings.list({ filter: { ...filter, status: 'processing' } })
  expect(processing.data).toHaveLength(4)
  expect(processing.data[0]).not.toHaveProperty('download_url')
  api.clock.advance(10)
  const { data: recordings } = await video.roomRecordings.list({ filter })
  expect(recordings.map(({ status, type }) => `${status} ${type}`).sort()).toEqual([
    ...Array(3).fill('completed audio'),
    ...Array(3).fill('completed video'),
  ])

  const composition = await video.roomCompositions.create({
    session_id: room_session_id,
    audio_sources: ['*'],
    video_layout: { all: { width: 640, height: 360, video_sources: '*' } },
    resolution: '640x360',
    webhook_event_url: webhooks.url,
  })
  expect(composition).toMatchObject({ status: 'enqueued', resolution: '640x360', audio_sources: ['*'] })
  const states: unknown[] = []
  const completed = await waitForComposition(client, composition.id, {
    sleep: async () => api.clock.advance(3),
    onProgress: ({ status }) => states.push(status),
  })
  expect(states).toEqual(['enqueued', 'processing', 'completed'])

  const download = await fetch(completed.download_url ?? '')
  expect(download.headers.get('content-type')).toBe('video/mp4')
  expect(new TextDecoder().decode((await download.arrayBuffer()).slice(4, 8))).toBe('ftyp')
  api.clock.advance(3600)
  expect((await fetch(completed.download_url ?? '')).status).toBe(403)

  expect(await video.roomRecordings.deleteMany({ filter })).toEqual({ room_recordings: 6 })
  await video.roomCompositions.delete({ room_composition_id: composition.id })
  await video.rooms.delete({ room_id: room.id })
  await expect(video.rooms.retrieve({ room_id: room.id })).rejects.toMatchObject({
    status: 404,
    code: '10005',
  })

  await api.webhooks.settled()
  const delivered = webhooks.events.map(({ event_type }) => event_type.replace('video.room.', ''))
  expect(delivered).toEqual([
    'session.started',
    ...Array(3).fill(['participant.joined', 'recording.started', 'recording.started']).flat(),
    'participant.left',
    'recording.completed',
    'recording.completed',
    'participant.left',
    'participant.left',
    'session.ended',
    ...Array(4).fill('recording.completed'),
    'composition.completed',
  ])
})
