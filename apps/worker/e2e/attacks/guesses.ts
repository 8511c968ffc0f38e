import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import { mintOf } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const nobody = '00000000-0000-4000-8000-000000000000'

/** Whatever tells one refusal from another: not its id, and not when it was made. */
const sameFor = (attack: Attack, others: readonly string[]): Attack => ({
  ...attack,
  check: async (answer, setup) => {
    const plain = ({ raw }: { readonly raw: string }) =>
      raw.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '')
    const ask = typeof attack.ask === 'function' ? await attack.ask(setup) : attack.ask
    for (const other of others) {
      const target = ask.target.replace(nobody, other === 'hers' ? setup.otherRoom : other)
      const send = attack.strict ? setup.sendStrict : setup.ask
      expect(plain(await send({ ...ask, target }))).toBe(plain(answer))
    }
  },
})
const asAnn = { 'x-user': 'ann', cookie: null }

/** Learning what there is from how it is refused. */
export const guesses: readonly Attack[] = [
  sameFor(
    {
      tries: 'rooms that there are and are not, by nobody',
      ask: { target: `/telnyx/rooms/${nobody}`, headers: { cookie: null } },
      status: 401,
      code: 'signed_out',
    },
    ['hers', 'x'],
  ),
  sameFor(
    {
      tries: 'tokens for rooms that there are and are not, by nobody',
      ask: { target: mintOf(nobody), headers: { cookie: null }, body: {} },
      status: 401,
      code: 'signed_out',
    },
    ['hers', 'x'],
  ),
  sameFor(
    {
      tries: 'rooms that there are and are not, with a grant of another',
      ask: ({ room }) => ({ target: `/telnyx/rooms/${nobody}`, headers: { ...asAnn, 'x-room': room } }),
      status: 403,
      code: 'denied',
      strict: true,
    },
    ['hers', 'x'],
  ),
  sameFor(
    {
      tries: 'tokens for rooms that there are and are not, with a grant of another',
      ask: ({ room }) => ({ target: mintOf(nobody), headers: { ...asAnn, 'x-room': room }, body: {} }),
      status: 403,
      code: 'denied',
      strict: true,
    },
    ['hers', 'x'],
  ),
  {
    tries: 'sessions that there are and are not, with a grant of another room',
    ask: ({ room }) => ({ target: `/telnyx/room_sessions/${nobody}`, headers: { ...asAnn, 'x-room': room } }),
    status: 403,
    code: 'denied',
    strict: true,
    reaches: true,
    check: async (answer, setup) => {
      const { otherRoom, room, emulator } = setup
      const joinUrl = `http://127.0.0.1/_emulator/rooms/${otherRoom}/join`
      const minted = await setup.ask({ target: mintOf(otherRoom), body: {} })
      const body = JSON.stringify({ client_token: JSON.parse(minted.body).data.token })
      const joined = await emulator.fetch(joinUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      const { session_id } = (await joined.json()) as { session_id: string }
      for (const action of ['', '/actions/end', '/actions/kick']) {
        const ask = (id: string) =>
          setup.sendStrict({
            target: `/telnyx/room_sessions/${id}${action}`,
            headers: { ...asAnn, 'x-room': room },
            ...(action === '' ? {} : { body: action.endsWith('kick') ? { participants: 'all' } : {} }),
          })
        const [theirs, none] = [await ask(session_id), await ask(nobody)]
        const told = ({ status, body }: typeof answer) => [status, { ...JSON.parse(body), request_id: '' }]
        expect(told(theirs)).toEqual(told(none))
        expect(theirs.status).toBe(403)
      }
    },
  },
  {
    tries: 'how many rooms there are, with a grant of one',
    ask: ({ room }) => ({ target: '/telnyx/rooms', headers: { ...asAnn, 'x-room': room } }),
    status: 200,
    strict: true,
    reaches: true,
    check: ({ body }, { otherRoom }) => {
      expect(JSON.parse(body).data).toHaveLength(1)
      expect(JSON.parse(body).meta).not.toHaveProperty('total_results')
      expect(body).not.toContain(otherRoom)
    },
  },
  {
    tries: 'a call by somebody who was banned',
    ask: ({ room }) => ({
      target: mintOf(room),
      headers: { ...asAnn, 'x-user': 'banned', 'x-room': room },
      body: {},
    }),
    status: 403,
    code: 'revoked',
    strict: true,
  },
  {
    tries: 'the secret behind the keys of contexts',
    ask: { target: '/telnyx/keys', headers: { cookie: null } },
    status: 200,
    check: ({ body }) => {
      for (const key of (JSON.parse(body) as { keys: object[] }).keys) expect(key).not.toHaveProperty('d')
    },
  },
  {
    tries: 'the user’s secrets in a context',
    ask: ({ room }) => ({ target: mintOf(room), body: {} }),
    status: 201,
    reaches: true,
    check: ({ body }) => {
      const claims = decodeJwt((JSON.parse(body) as { data: { context: string } }).data.context)
      expect(JSON.stringify(claims)).not.toMatch(/refresh|cookie|eyJ/)
    },
  },
]
