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
  ['a handle', handles],
  ['an origin', origins],
  ['a path', paths],
  ['a method', methods],
  ['a header', headers],
  ['a body', bodies],
  ['pollution of a prototype', pollution],
  ['a lifetime', lifetimes],
  ['an endpoint that is not exposed', unexposed],
  ['a session', sessions],
  ['a guess', guesses],
  ['a webhook', webhooks],
])('tried with %s', (_, attacks) => {
  it.each(attacks.map((attack) => [attack.tries, attack.status, attack.code ?? '', attack] as const))(
    '%s: %i %s',
    async (_tries, status, code, { ask, strict, byServer, reaches, check }) => {
      const asked = typeof ask === 'function' ? await ask(setup) : ask
      const before = setup.emulator.requests().at(-1)
      const answer = await (strict ? setup.sendStrict : setup.ask)(asked)

      expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code })
      if (!byServer) expect(answer.headers.get('cache-control')).toBe('no-store')
      expectNothingLeaks(answer, setup)
      if (!reaches) expect(setup.emulator.requests().at(-1)).toEqual(before)
      await check?.(answer, setup)
    },
  )
})

it('leaves the Worker as it was', async () => {
  expect((await setup.ask({ target: '/telnyx/rooms' })).status).toBe(200)
  expect((await setup.ask({ target: '/telnyx/rooms', headers: { cookie: null } })).status).toBe(401)
})

/** A refusal's own code; the emulator's answers and good ones have none. */
function codeOf({ headers, body }: RawAnswer): string {
  if (headers.get('content-type') !== 'application/problem+json' || body === '') return ''
  const problem = JSON.parse(body) as Record<string, unknown>
  expect(problem).toMatchObject({ terminal: expect.any(Boolean), request_id: headers.get('x-request-id') })
  const known = ['type', 'title', 'status', 'code', 'terminal', 'retry_after_ms', 'request_id', 'pointer']
  expect(Object.keys(problem).filter((name) => !known.includes(name))).toEqual([])
  return String(problem['code'])
}

function expectNothingLeaks({ raw }: RawAnswer, { realRefreshToken }: AttackSetup): void {
  for (const secret of [...Object.values(secrets), realRefreshToken, 'KEY_', 'telnyx.com'])
    expect(raw).not.toContain(secret)
  // A stack, a file of the Worker's, or an error of the runtime's.
  expect(raw).not.toMatch(/\bat \S+ \(|\.[jt]s:\d+|TypeError/)
  for (const [token] of raw.matchAll(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g)) {
    const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
    expect(claims).not.toContain('"typ":"refresh"')
  }
}
