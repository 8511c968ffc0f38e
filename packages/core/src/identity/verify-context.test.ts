import { describe, expect, it } from 'vitest'
import { audience, contextSigner, roomId } from '../../test/context-signer.ts'
import { errorOf } from '../../test/test-client.ts'
import { ConfigError } from '../errors.ts'
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
  it('resolves to the identity that the gateway signed', async () => {
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

  it('verifies a context for the time when its participant joined', async () => {
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
    ['for another room', { roomId: 'another' }, 'wrong_room'],
    ['from another gateway', { audience: 'https://other.example' }, 'wrong_audience'],
    ['by an unknown key', { keys: { keys: [] } }, 'unknown_key'],
  ] as const)('rejects a context %s', async (_, more, code) => {
    expect(await codeOf(await signer.sign(), more)).toBe(code)
  })

  it('rejects a context that another key with the same id signed', async () => {
    const forger = await contextSigner('k1')
    expect(await codeOf(await forger.sign())).toBe('wrong_signature')
  })

  it('accepts any room if none is given', async () => {
    const context = await signer.sign({ room_id: 'another' })
    const identity = await verifyContext(context, { ...options, roomId: undefined })
    expect(identity.roomId).toBe('another')
  })

  it.each([
    ['an empty context', ''],
    ['a name', 'Ann'],
    ['JSON', '{"name":"Ann"}'],
    ['two parts', 'a.b'],
    ['four parts', 'a.b.c.d'],
    ['a name of three parts', 'J.R.R'],
    ['undefined', undefined as never],
    ['a list with a signed context', ['eyJ9.e30.AAAA'] as never],
    ['characters outside base64url', 'a+.b/.c='],
    ['a context of 9 kB', `e${'a'.repeat(9000)}.b.c`],
  ])('reports as not signed: %s', async (_, context) => {
    expect(await codeOf(context)).toBe('not_signed')
  })

  it.each([
    ['no algorithm', { alg: 'none' }],
    ['a shared secret', { alg: 'HS256' }],
    ['another type', { typ: 'JWT' }],
    ['no type', { typ: undefined }],
    ['no key', { kid: undefined }],
    ['a critical extension', { crit: ['b64'], b64: false }],
  ])('rejects a header with %s', async (_, header) => {
    expect(await codeOf(await signer.sign({}, header))).toBe('malformed')
  })

  it.each([
    ['no user', { sub: undefined }],
    ['a number as user', { sub: 7 as never }],
    ['no expiry', { exp: undefined }],
    ['a string as expiry', { exp: '9e9' as never }],
    ['no id', { jti: undefined }],
    ['a string as claims', { claims: 'host' as never }],
  ])('rejects a payload with %s', async (_, payload) => {
    expect(await codeOf(await signer.sign(payload as never))).toBe('malformed')
  })

  it('rejects other spellings of a signature', async () => {
    // Only some signatures have a character that base64 spells differently.
    let context = ''
    while (!/[-_][^.]*$/.test(context)) context = await signer.sign()
    const [header, payload, signature = ''] = context.split('.')
    for (const [spelling, code] of [
      [signature.replaceAll('-', '+').replaceAll('_', '/'), 'not_signed'],
      [`${signature}==`, 'not_signed'],
      [`${signature} `, 'not_signed'],
      [`${signature}\n`, 'not_signed'],
      [`${signature}A`, 'malformed'],
    ] as const) {
      expect(await codeOf([header, payload, spelling].join('.'))).toBe(code)
    }
  })

  it('rejects the second form of a signature, greater by the order of the curve', async () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const [header, payload, signature = ''] = (await signer.sign()).split('.')
    const bytes = Buffer.from(signature, 'base64url')
    const scalar = BigInt(`0x${bytes.subarray(32).reverse().toString('hex')}`) + order
    const half = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()
    const other = Buffer.concat([bytes.subarray(0, 32), half]).toString('base64url')
    expect(await codeOf([header, payload, other].join('.'))).toBe('wrong_signature')
  })

  it.each([Number.NaN, -1, '60'])('throws a ConfigError for toleranceSecs: %j', async (toleranceSecs) => {
    const verifying = verifyContext(await signer.sign(), {
      ...options,
      toleranceSecs: toleranceSecs as number,
    })
    await expect(verifying).rejects.toThrow(ConfigError)
  })

  it('rejects every context while the clock is invalid', async () => {
    expect(await codeOf(await signer.sign(), { now: () => Number.NaN })).toBe('expired')
  })

  it('rejects a context that was changed anywhere', async () => {
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

  it('does not reveal the content of a context in its errors', async () => {
    const context = await signer.sign({ sub: 'hush' })
    const error = await errorOf<Error>(verifyContext(context, { ...options, audience: 'other' }))
    const { inspect } = await import('node:util')
    expect(inspect(error, { depth: 9 })).not.toMatch(/hush|eyJ/)
  })
})
