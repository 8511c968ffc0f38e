import { describe, expect, it } from 'vitest'
import { audience, contextSigner, roomId } from '../../test/context-signer.ts'
import { errorOf } from '../../test/test-client.ts'
import { type ContextError, isContextError } from './context-error.ts'
import { type VerifyContextOptions, verifyContext } from './verify-context.ts'

const atSecs = 1_000_000
const signer = await contextSigner()
const options: VerifyContextOptions = { keys: signer.keySet, audience, roomId, now: () => atSecs * 1000 }

async function codeOf(context: string, more: Partial<VerifyContextOptions> = {}): Promise<string> {
  const error = await errorOf<ContextError>(verifyContext(context, { ...options, ...more }))
  expect(isContextError(error)).toBe(true)
  return error.code
}

const base64url = (text: string) => btoa(text).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')

describe('verifyContext', () => {
  it('tells whom a gateway let in', async () => {
    const context = await signer.sign({ jti: 'j1', claims: { name: 'Ann', role: 'host' } })
    expect(await verifyContext(context, options)).toEqual({
      user: 'ann',
      roomId,
      claims: { name: 'Ann', role: 'host' },
      jti: 'j1',
      issuedAt: atSecs * 1000,
      expiresAt: (atSecs + 600) * 1000,
    })
  })

  it('counts a context for the moment at which its participant joined', async () => {
    const context = await signer.sign()
    const nextDay = () => (atSecs + 86_400) * 1000
    const joined = (secs: number) => new Date((atSecs + secs) * 1000)
    expect(await codeOf(context, { now: nextDay })).toBe('expired')
    for (const joinedAt of [joined(30), joined(660), joined(30).toISOString()]) {
      const identity = await verifyContext(context, { ...options, now: nextDay, joinedAt })
      expect(identity.user).toBe('ann')
    }
    expect(await codeOf(context, { joinedAt: joined(661) })).toBe('expired')
    expect(await codeOf(context, { joinedAt: joined(601), toleranceSecs: 0 })).toBe('expired')
    expect(await codeOf(context, { now: nextDay, joinedAt: null })).toBe('expired')
    expect(await codeOf(context, { now: nextDay, joinedAt: 'lately' })).toBe('expired')
  })

  it.each([
    ['another room', { roomId: 'another' }, 'wrong_room'],
    ['another gateway', { audience: 'https://other.example' }, 'wrong_audience'],
    ['no key of the gateway’s', { keys: { keys: [] } }, 'unknown_key'],
  ] as const)('refuses one of %s', async (_, more, code) => {
    expect(await codeOf(await signer.sign(), more)).toBe(code)
  })

  it('refuses one that another key signed under the same id', async () => {
    const forger = await contextSigner('k1')
    expect(await codeOf(await forger.sign())).toBe('wrong_signature')
  })

  it('names any room where none is asked for', async () => {
    const context = await signer.sign({ room_id: 'another' })
    const identity = await verifyContext(context, { ...options, roomId: undefined })
    expect(identity.roomId).toBe('another')
  })

  it.each([
    ['an empty one', ''],
    ['a name', 'Ann'],
    ['JSON', '{"name":"Ann"}'],
    ['two parts', 'a.b'],
    ['four parts', 'a.b.c.d'],
    ['a name of three parts', 'J.R.R'],
    ['nothing at all', undefined as never],
    ['signs that are in no base64url', 'a+.b/.c='],
    ['a huge one', `e${'a'.repeat(9000)}.b.c`],
  ])('finds no signature in %s', async (_, context) => {
    expect(await codeOf(context)).toBe('not_signed')
  })

  it.each([
    ['no algorithm', { alg: 'none' }],
    ['a shared secret', { alg: 'HS256' }],
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['no key', { kid: undefined }],
    ['what must be understood', { crit: ['b64'], b64: false }],
  ])('refuses a header with %s', async (_, header) => {
    expect(await codeOf(await signer.sign({}, header))).toBe('malformed')
  })

  it.each([
    ['no user', { sub: undefined }],
    ['a number for a user', { sub: 7 as never }],
    ['no end', { exp: undefined }],
    ['a text for an end', { exp: '9e9' as never }],
    ['no id', { jti: undefined }],
    ['claims that are a text', { claims: 'host' as never }],
  ])('refuses a payload with %s', async (_, payload) => {
    expect(await codeOf(await signer.sign(payload as never))).toBe('malformed')
  })

  it('refuses one that was changed anywhere', async () => {
    const context = await signer.sign()
    const [header = '', payload = '', signature = ''] = context.split('.')
    const other = await signer.sign({ sub: 'ben' })
    const changed = payload.slice(0, 20) + (payload[20] === 'A' ? 'B' : 'A') + payload.slice(21)
    expect(['malformed', 'wrong_signature']).toContain(await codeOf([header, changed, signature].join('.')))
    expect(await codeOf([header, other.split('.')[1], signature].join('.'))).toBe('wrong_signature')
    expect(await codeOf([header, payload, signature.slice(0, -2)].join('.'))).toBe('malformed')
    // The unused bits of the last character alone.
    const last = signature.slice(-1)
    const next = { A: 'B', Q: 'R', g: 'h', w: 'x' }[last] ?? '_'
    expect(await codeOf(context.slice(0, -1) + next)).toBe('malformed')
    expect(await codeOf([base64url('{'), payload, signature].join('.'))).toBe('malformed')
    expect(await codeOf([header, payload, ''].join('.'))).toBe('malformed')
    expect(await codeOf([base64url('{"alg":"none"}'), payload, ''].join('.'))).toBe('malformed')
  })

  it('repeats nothing of a context in its errors', async () => {
    const context = await signer.sign({ sub: 'hush' })
    const error = await errorOf<Error>(verifyContext(context, { ...options, audience: 'other' }))
    const { inspect } = await import('node:util')
    expect(inspect(error, { depth: 9 })).not.toMatch(/hush|eyJ/)
  })
})
