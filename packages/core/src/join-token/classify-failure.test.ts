import { describe, expect, it } from 'vitest'
import { AnswerError, ApiError, ConfigError, ConnectionError, InputError, TimeoutError } from '../errors.ts'
import { classifyFailure, requestedWaitMs } from './classify-failure.ts'
import { JoinTokenError, StaleTokenError } from './errors.ts'

const route = 'POST /rooms/{room_id}/actions/refresh_client_token'
const refusal = (status: number, more: { code?: string; terminal?: boolean; retryAfterMs?: number } = {}) =>
  new ApiError({ route, status, outcome: 'rejected', ...more })
const unreadable = new AnswerError(route, { status: 201, outcome: 'accepted', problems: [] })

describe('classifyFailure', () => {
  it.each([400, 402, 403, 404, 405, 409, 410, 415, 422])('stops at a %i', (status) => {
    expect(classifyFailure(refusal(status), 'mint', false)).toBe('stop')
    expect(classifyFailure(refusal(status), 'refresh', false)).toBe('stop')
  })

  it.each([408, 425, 429, 500, 502, 503, 504])('retries after a %i', (status) => {
    expect(classifyFailure(refusal(status), 'refresh', false)).toBe('retry')
  })

  it('stops at a response that a gateway marks as terminal', () => {
    expect(classifyFailure(refusal(503, { terminal: true }), 'mint', false)).toBe('stop')
    expect(classifyFailure(refusal(401, { terminal: true }), 'mint', false)).toBe('stop')
  })

  it('mints if the refresh token has expired, and stops if minting fails with the same code', () => {
    for (const code of ['refresh_expired', 'refresh_invalid']) {
      const error = refusal(401, { code, terminal: true })
      expect(classifyFailure(error, 'refresh', false)).toBe('mint')
      expect(classifyFailure(error, 'mint', false)).toBe('stop')
    }
  })

  it.each([401, 300, 301, 302, 303, 307, 308, 0])('has the user sign in after a %i', (status) => {
    expect(classifyFailure(refusal(status), 'mint', false)).toBe('sign-in')
    expect(classifyFailure(refusal(status), 'refresh', true)).toBe('sign-in')
  })

  it('retries after a failure that is not a response of the API', () => {
    const errors = [
      new ConnectionError(route, { outcome: 'not-sent' }),
      new TimeoutError(route, 20_000),
      new TypeError('Failed to fetch'),
      new JoinTokenError('timeout', 'late'),
    ]
    for (const error of errors) expect(classifyFailure(error, 'mint', true)).toBe('retry')
  })

  it('stops at a failure that no attempt can change', () => {
    for (const error of [new InputError(route, []), new ConfigError('no key')]) {
      expect(classifyFailure(error, 'mint', false)).toBe('stop')
      expect(classifyFailure(error, 'mint', true)).toBe('stop')
    }
  })

  it('retries after a response that has no usable token', () => {
    for (const error of [unreadable, new StaleTokenError(), new JoinTokenError('unreadable', '?')]) {
      expect(classifyFailure(error, 'mint', false)).toBe('retry')
      expect(classifyFailure(error, 'mint', true)).toBe('retry')
    }
  })

  it('retries after a token without a lifetime only if an earlier token had one', () => {
    const error = new JoinTokenError('no_lifetime', '?')
    expect(classifyFailure(error, 'mint', true)).toBe('retry')
    expect(classifyFailure(error, 'mint', false)).toBe('stop')
  })
})

describe('requestedWaitMs', () => {
  it('returns the wait that the server requested, if it did', () => {
    expect(requestedWaitMs(refusal(429, { retryAfterMs: 9_000 }))).toBe(9_000)
    expect(requestedWaitMs(refusal(500))).toBeUndefined()
    expect(requestedWaitMs(new StaleTokenError())).toBeUndefined()
    expect(requestedWaitMs(new TypeError('Failed to fetch'))).toBeUndefined()
  })
})
