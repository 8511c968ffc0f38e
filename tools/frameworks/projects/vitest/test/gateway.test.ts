import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createGateway } from '@greenroom/edge'
import { emulatorFixtures } from '@greenroom/emulator/vitest'
import { test as base, expect } from 'vitest'

const test = base.extend(emulatorFixtures)

test('mints a token through the gateway', async ({ emulator, client }) => {
  const { id } = await rooms.create(client, { unique_name: 'standup' })
  const gateway = createGateway({
    apiKey: 'KEY_any',
    fetch: emulator.fetch,
    secret: 'a secret of at least thirty-two bytes',
    audience: 'http://app.example',
    basePath: '/telnyx',
    expose: [rooms.createJoinToken],
    authorize: () => ({ user: 'ann' }),
  })
  const page = createClient({ baseUrl: 'http://app.example/telnyx', fetch: gateway })
  const { token } = await rooms.createJoinToken(page, { room_id: id })
  await expect(emulator.join(id, { client_token: token })).resolves.toMatchObject({
    record_type: 'room_participant',
  })
})
