import { verifyContext } from '@greenroom/core/identity'
import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { appOrigin, bindings, callEmulator, callWorker, openPage, type Page } from '../test/page.ts'

const tokenPath = (id: string) => `/telnyx/rooms/${id}/actions/generate_join_client_token`
const refreshPath = (id: string) => `/telnyx/rooms/${id}/actions/refresh_client_token`

let room: string
let ann: Page

beforeAll(async () => {
  const created = await callEmulator('POST', '/v2/rooms', { webhook_event_url: 'https://hook.example' })
  room = created.body.data.id
  ann = openPage()
  await ann.signIn('Ann')
})

describe('the gateway', () => {
  it('rejects users who are not signed in', async () => {
    for (const [method, path, body] of [
      ['GET', '/telnyx/rooms'],
      ['POST', '/telnyx/rooms', {}],
      ['POST', tokenPath(room), {}],
      ['POST', refreshPath(room), { refresh_token: 'x' }],
    ] as const) {
      expect(await openPage().send(method, path, body)).toMatchObject({
        status: 401,
        body: { code: 'signed_out', terminal: false },
      })
    }
  })

  it('creates, retrieves and lists rooms', async () => {
    const created = await ann.send('POST', '/telnyx/rooms', { max_participants: 3 })
    expect(created).toMatchObject({ status: 201, body: { data: { max_participants: 3 } } })
    const { id } = created.body.data
    expect((await ann.send('GET', `/telnyx/rooms/${id}`)).body.data.id).toBe(id)
    const list = await ann.send('GET', '/telnyx/rooms?page[size]=50')
    expect(list.body.data.map((one: { id: string }) => one.id)).toEqual(expect.arrayContaining([id, room]))
  })

  it('lets a host rename, moderate, compose and delete a room', async () => {
    const { id } = (await ann.send('POST', '/telnyx/rooms', {})).body.data
    const renamed = await ann.send('PATCH', `/telnyx/rooms/${id}`, { unique_name: `named ${id}` })
    expect(renamed).toMatchObject({ status: 200, body: { data: { unique_name: `named ${id}` } } })

    const { token } = (await ann.send('POST', tokenPath(id), {})).body.data
    const joined = await callEmulator('POST', `/_emulator/rooms/${id}/join`, { client_token: token })
    const session = `/telnyx/room_sessions/${joined.body.session_id}`
    for (const action of ['mute', 'unmute', 'kick']) {
      const answer = await ann.send('POST', `${session}/actions/${action}`, { participants: 'all' })
      expect(answer).toMatchObject({ status: 200, body: { data: { result: 'ok' } } })
    }
    const composition = await ann.send('POST', '/telnyx/room_compositions', {
      session_id: joined.body.session_id,
    })
    expect(composition.status).toBe(202)
    for (const list of ['room_recordings', 'room_compositions']) {
      expect((await ann.send('GET', `/telnyx/${list}`)).status).toBe(200)
    }
    expect((await ann.send('DELETE', `/telnyx/rooms/${id}`)).status).toBe(204)
  })

  it('accepts webhooks only if a key is configured and their signature is valid', async () => {
    const body = { data: { record_type: 'event', event_type: 'video.room.session.started' } }
    expect((await ann.send('POST', '/telnyx/webhooks', body)).status).toBe(404)
    const key = (await callEmulator('GET', '/_emulator')).body.webhook_public_key
    const page = openPage(bindings({ WEBHOOK_PUBLIC_KEY: key }))
    expect((await page.send('POST', '/telnyx/webhooks', body)).status).toBe(400)
  })

  it('handles a signed webhook', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue()
    const { publicKey, privateKey } = await createWebhookKeys()
    const payload = { room_id: room, session_id: 's1' }
    const body = {
      data: { id: 'e1', record_type: 'event', event_type: 'video.room.session.started', payload },
    }
    const request = await signWebhook(`${appOrigin}/telnyx/webhooks`, body, { privateKey })
    const response = await callWorker(request, bindings({ WEBHOOK_PUBLIC_KEY: publicKey }))
    expect(response.status).toBe(204)
    expect(log.mock.calls.join()).toContain('video.room.session.started')
  })

  it('mints a token that admits to the room, and refreshes it', async () => {
    const minted = await ann.send('POST', tokenPath(room), {})
    expect(minted).toMatchObject({ status: 201, body: { data: { expires_in_ms: 600_000 } } })
    const { token, refresh_token } = minted.body.data
    const refreshed = await ann.send('POST', refreshPath(room), { refresh_token })
    expect(refreshed).toMatchObject({ status: 201, body: { data: { expires_in_ms: 600_000 } } })

    for (const client_token of [token, refreshed.body.data.token]) {
      const joined = await callEmulator('POST', `/_emulator/rooms/${room}/join`, { client_token })
      expect(joined.status).toBe(201)
    }
    const sessions = await ann.send('GET', `/telnyx/rooms/${room}/sessions`)
    const participants = await ann.send(
      'GET',
      `/telnyx/room_sessions/${sessions.body.data[0].id}/participants`,
    )
    expect(participants.body.data).toHaveLength(2)
  })

  it('signs the user of a token into its context, and publishes the keys', async () => {
    const { body } = await ann.send('POST', tokenPath(room), {})
    const keySet = await openPage().send('GET', '/telnyx/keys')
    const options = { keys: keySet.body, audience: appOrigin, roomId: room }
    expect(await verifyContext(body.data.context, options)).toMatchObject({ claims: { name: 'Ann' } })
    const forged = body.data.context.replace(/.$/, (last: string) => (last === 'A' ? 'Q' : 'A'))
    await expect(verifyContext(forged, options)).rejects.toThrow(/context/)
  })

  it('mints once for two simultaneous requests of a page', async () => {
    const ben = openPage()
    await ben.signIn('Ben')
    const mints = async () => {
      const { body } = await callEmulator('GET', '/_emulator/requests')
      return body.data.filter(({ path }: { path: string }) => path.endsWith('generate_join_client_token'))
        .length
    }
    const before = await mints()
    const [one, two] = await Promise.all([
      ben.send('POST', tokenPath(room)),
      ben.send('POST', tokenPath(room)),
    ])
    expect(two.body.data.token).toBe(one.body.data.token)
    expect(await mints()).toBe(before + 1)
  })

  it('accepts a refresh token only from the user who received it', async () => {
    const { body } = await ann.send('POST', tokenPath(room), {})
    const eve = openPage()
    await eve.signIn('Ann')
    expect(
      await eve.send('POST', refreshPath(room), { refresh_token: body.data.refresh_token }),
    ).toMatchObject({ status: 403, body: { code: 'refresh_invalid' } })
  })

  it('rejects a blocked user, even with a valid token', async () => {
    const mallory = openPage()
    await mallory.signIn('mallory')
    expect(await mallory.send('POST', tokenPath(room), {})).toMatchObject({
      status: 403,
      body: { code: 'revoked', terminal: true },
    })

    const { body } = await ann.send('POST', tokenPath(room), {})
    const later = openPage(bindings({ BLOCKED_NAMES: 'Mallory,Ann' }))
    later.cookie = ann.cookie
    expect(
      await later.send('POST', refreshPath(room), { refresh_token: body.data.refresh_token }),
    ).toMatchObject({ status: 403, body: { code: 'revoked' } })
  })

  it('limits the lifetime of tokens to TOKEN_TTL_SECS', async () => {
    const page = openPage(bindings({ TOKEN_TTL_SECS: '30' }))
    await page.signIn('Ann')
    const { body } = await page.send('POST', tokenPath(room), { token_ttl_secs: 3600 })
    expect(body.data.expires_in_ms).toBe(30_000)
  })

  it('rejects other endpoints, webhook URLs and origins', async () => {
    expect((await ann.send('DELETE', '/telnyx/room_recordings')).status).toBe(405)
    expect((await ann.send('GET', '/telnyx/room_sessions')).status).toBe(404)
    const hook = { webhook_event_url: 'https://evil.example' }
    expect((await ann.send('POST', '/telnyx/rooms', hook)).status).toBe(422)
    const evil = { origin: 'https://evil.example' }
    expect((await ann.send('GET', '/telnyx/rooms', undefined, evil)).status).toBe(403)
  })

  it('does not reveal secrets in responses and logs', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const { TELNYX_API_KEY, GATEWAY_SECRET, SESSION_SECRET } = bindings()
    const minted = await ann.send('POST', tokenPath(room), {})
    const answers = [
      minted,
      await ann.send('POST', refreshPath(room), { refresh_token: minted.body.data.refresh_token }),
      await ann.send('POST', refreshPath(room), { refresh_token: 'forged' }),
      await ann.send('GET', '/telnyx/rooms'),
      await ann.send('GET', `/telnyx/rooms/${room}`),
      await ann.send('GET', '/telnyx/rooms/00000000-0000-4000-8000-000000000000'),
      await ann.send('GET', '/session'),
      await openPage(bindings({ TELNYX_API_KEY: 'KEY_that_is_wrong' })).send(
        'GET',
        '/telnyx/rooms',
        undefined,
        {
          cookie: ann.cookie,
        },
      ),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 403, 200, 200, 404, 200, 502])
    const logged = log.mock.calls.map((entry) => entry.map(String).join(' ')).join('\n')
    expect(logged).toContain('502 upstream_refused')
    for (const all of [logged, ...answers.map(({ text, headers }) => text + JSON.stringify([...headers]))]) {
      for (const secret of [TELNYX_API_KEY, GATEWAY_SECRET, SESSION_SECRET, 'KEY_', 'hook.example']) {
        expect(all).not.toContain(secret)
      }
    }
    // A JWE, which has five parts: the API's own refresh token has three.
    expect(minted.body.data.refresh_token.split('.')).toHaveLength(5)
  })
})
