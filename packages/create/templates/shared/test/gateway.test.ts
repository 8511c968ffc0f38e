import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { emulatorFixtures } from '@greenroom/emulator/vitest'
import { test as base, describe, expect } from 'vitest'
import { createAppGateway } from '../server/gateway.ts'
import { createSessions } from '../server/session.ts'

const appOrigin = 'http://localhost:5173'
const sessions = createSessions({ secret: 'signs the cookies of the tests, in 32 bytes', appOrigin })

const test = base.extend(emulatorFixtures).extend('page', ({ emulator }) => {
  const gateway = createAppGateway(
    { TELNYX_API_KEY: 'KEY_test', GATEWAY_SECRET: 'seals the refresh tokens of the tests' },
    { appOrigin, sessions, fetch: emulator.fetch },
  )
  let cookie = ''
  return {
    async signIn(name: string) {
      const body = JSON.stringify({ name })
      const response = await sessions.handle(
        new Request(`${appOrigin}/session`, { method: 'POST', headers: { origin: appOrigin }, body }),
      )
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    },
    /** A client as the page has it: it calls the gateway with the user's cookie. */
    client: createClient({
      baseUrl: `${appOrigin}/telnyx`,
      fetch: (input, init) => {
        const request = new Request(input, init)
        request.headers.set('origin', appOrigin)
        request.headers.set('cookie', cookie)
        return gateway(request)
      },
    }),
  }
})

describe('the gateway', () => {
  test('lets a signed-in user create a room and join it', async ({ page, emulator }) => {
    await page.signIn('Ann')
    const room = await rooms.create(page.client, { unique_name: 'Standup' })
    const { token } = await rooms.createJoinToken(page.client, { room_id: room.id })
    await emulator.join(room.id, { client_token: token })
    expect(await rooms.retrieve(page.client, { room_id: room.id })).toMatchObject({
      unique_name: 'Standup',
      active_session_id: expect.any(String),
    })
  })

  test('rejects calls without a session', async ({ page }) => {
    await expect(rooms.list(page.client)).rejects.toMatchObject({ status: 401 })
  })

  test('does not expose what pages must not call', async ({ page }) => {
    await page.signIn('Ann')
    const room_id = crypto.randomUUID()
    await expect(rooms.delete(page.client, { room_id })).rejects.toMatchObject({ status: 405 })
  })
})
