import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AttackSetup, secrets, startAttackSetup } from './attack-setup.ts'
import type { Attack } from './attacks/attack.ts'
import { guesses } from './attacks/guesses.ts'
import { handles } from './attacks/handles.ts'
import { bodies, headers, methods, pollution } from './attacks/messages.ts'
import { origins } from './attacks/origins.ts'
import { paths } from './attacks/paths.ts'
import { lifetimes, sessions, unexposed } from './attacks/reach.ts'
import { webhooks } from './attacks/webhooks.ts'
import type { RawAnswer } from './raw-http.ts'

let setup: AttackSetup

beforeAll(async () => {
  setup = await startAttackSetup()
})
afterAll(() => setup.close())

describe.each<[string, readonly Attack[]]>([
  ['handles', handles],
  ['origins', origins],
  ['paths', paths],
  ['methods', methods],
  ['headers', headers],
  ['bodies', bodies],
  ['prototype pollution', pollution],
  ['lifetimes', lifetimes],
  ['endpoints that are not exposed', unexposed],
  ['session cookies', sessions],
  ['guesses', guesses],
  ['webhooks', webhooks],
])('the Worker, attacked with %s', (_, attacks) => {
  it.each(attacks.map((attack) => [attack.title, attack.status, attack.code ?? '', attack] as const))(
    'answers %s with %i %s',
    async (_title, status, code, { request, at, isServerAnswer, callsApi, check }) => {
      const sent = typeof request === 'function' ? await request(setup) : request
      const before = setup.emulator.requests().at(-1)
      const answer = await (at === 'moderated' ? setup.sendModerated : setup.send)(sent)

      expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code })
      if (!isServerAnswer) expect(answer.headers.get('cache-control')).toBe('no-store')
      expectNoSecrets(answer, setup)
      if (!callsApi) expect(setup.emulator.requests().at(-1)).toEqual(before)
      await check?.(answer, setup)
    },
  )
})

it('leaves the Worker in its normal state', async () => {
  expect((await setup.send({ target: '/telnyx/rooms' })).status).toBe(200)
  expect((await setup.send({ target: '/telnyx/rooms', headers: { cookie: null } })).status).toBe(401)
})

/** Returns the code of a refusal. Responses of the API have none. */
function codeOf({ headers, body }: RawAnswer): string {
  if (headers.get('content-type') !== 'application/problem+json' || body === '') return ''
  const problem = JSON.parse(body) as Record<string, unknown>
  expect(problem).toMatchObject({ terminal: expect.any(Boolean), request_id: headers.get('x-request-id') })
  const known = ['type', 'title', 'status', 'code', 'terminal', 'retry_after_ms', 'request_id', 'pointer']
  expect(Object.keys(problem).filter((name) => !known.includes(name))).toEqual([])
  return String(problem['code'])
}

function expectNoSecrets({ raw }: RawAnswer, { realRefreshToken }: AttackSetup): void {
  for (const secret of [...Object.values(secrets), realRefreshToken, 'KEY_', 'telnyx.com'])
    expect(raw).not.toContain(secret)
  // A stack, a source file or an error of the runtime.
  expect(raw).not.toMatch(/\bat \S+ \(|\.[jt]s:\d+|TypeError/)
  for (const [token] of raw.matchAll(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g)) {
    const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
    expect(claims).not.toContain('"typ":"refresh"')
  }
}
