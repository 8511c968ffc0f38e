import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import { mintPath } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const unknownId = '00000000-0000-4000-8000-000000000000'

/** Expects the same response for other rooms, apart from its request id. */
const sameFor = (attack: Attack, others: readonly string[]): Attack => ({
  ...attack,
  check: async (answer, setup) => {
    const withoutIds = ({ raw }: { readonly raw: string }) =>
      raw.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '')
    const request = typeof attack.request === 'function' ? await attack.request(setup) : attack.request
    for (const other of others) {
      const target = request.target.replace(unknownId, other === 'existing' ? setup.otherRoom : other)
      const send = attack.at === 'moderated' ? setup.sendModerated : setup.send
      expect(withoutIds(await send({ ...request, target }))).toBe(withoutIds(answer))
    }
  },
})
const asAnn = { 'x-user': 'ann', cookie: null }

/** Attempts to learn from refusals which rooms and sessions exist. */
export const guesses: readonly Attack[] = [
  sameFor(
    {
      title: 'a room, existing or not, without a user',
      request: { target: `/telnyx/rooms/${unknownId}`, headers: { cookie: null } },
      status: 401,
      code: 'signed_out',
    },
    ['existing', 'x'],
  ),
  sameFor(
    {
      title: 'a token for a room, existing or not, without a user',
      request: { target: mintPath(unknownId), headers: { cookie: null }, body: {} },
      status: 401,
      code: 'signed_out',
    },
    ['existing', 'x'],
  ),
  sameFor(
    {
      title: 'a room, existing or not, with a grant of another one',
      request: ({ room }) => ({
        target: `/telnyx/rooms/${unknownId}`,
        headers: { ...asAnn, 'x-room': room },
      }),
      status: 403,
      code: 'denied',
      at: 'moderated',
    },
    ['existing', 'x'],
  ),
  sameFor(
    {
      title: 'a token for a room, existing or not, with a grant of another one',
      request: ({ room }) => ({
        target: mintPath(unknownId),
        headers: { ...asAnn, 'x-room': room },
        body: {},
      }),
      status: 403,
      code: 'denied',
      at: 'moderated',
    },
    ['existing', 'x'],
  ),
  {
    title: 'a session, existing or not, with a grant of another room',
    request: ({ room }) => ({
      target: `/telnyx/room_sessions/${unknownId}`,
      headers: { ...asAnn, 'x-room': room },
    }),
    status: 403,
    code: 'denied',
    at: 'moderated',
    callsApi: true,
    check: async (answer, setup) => {
      const { otherRoom, room, emulator } = setup
      const joinUrl = `http://127.0.0.1/_emulator/rooms/${otherRoom}/join`
      const minted = await setup.send({ target: mintPath(otherRoom), body: {} })
      const body = JSON.stringify({ client_token: JSON.parse(minted.body).data.token })
      const joined = await emulator.fetch(joinUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      const { session_id } = (await joined.json()) as { session_id: string }
      for (const action of ['', '/actions/end', '/actions/kick']) {
        const send = (id: string) =>
          setup.sendModerated({
            target: `/telnyx/room_sessions/${id}${action}`,
            headers: { ...asAnn, 'x-room': room },
            ...(action === '' ? {} : { body: action.endsWith('kick') ? { participants: 'all' } : {} }),
          })
        const [existing, unknown] = [await send(session_id), await send(unknownId)]
        const refusal = ({ status, body }: typeof answer) => [status, { ...JSON.parse(body), request_id: '' }]
        expect(refusal(existing)).toEqual(refusal(unknown))
        expect(existing.status).toBe(403)
      }
    },
  },
  {
    title: 'a list of rooms, with a grant of one',
    request: ({ room }) => ({ target: '/telnyx/rooms', headers: { ...asAnn, 'x-room': room } }),
    status: 200,
    at: 'moderated',
    callsApi: true,
    check: ({ body }, { otherRoom }) => {
      expect(JSON.parse(body).data).toHaveLength(1)
      expect(JSON.parse(body).meta).not.toHaveProperty('total_results')
      expect(body).not.toContain(otherRoom)
    },
  },
  {
    title: 'a call by a banned user',
    request: ({ room }) => ({
      target: mintPath(room),
      headers: { ...asAnn, 'x-user': 'banned', 'x-room': room },
      body: {},
    }),
    status: 403,
    code: 'revoked',
    at: 'moderated',
  },
  {
    title: 'a request for the private keys of contexts',
    request: { target: '/telnyx/keys', headers: { cookie: null } },
    status: 200,
    check: ({ body }) => {
      for (const key of (JSON.parse(body) as { keys: object[] }).keys) expect(key).not.toHaveProperty('d')
    },
  },
  {
    title: 'a request for secrets in a context',
    request: ({ room }) => ({ target: mintPath(room), body: {} }),
    status: 201,
    callsApi: true,
    check: ({ body }) => {
      const claims = decodeJwt((JSON.parse(body) as { data: { context: string } }).data.context)
      expect(JSON.stringify(claims)).not.toMatch(/refresh|cookie|eyJ/)
    },
  },
]
