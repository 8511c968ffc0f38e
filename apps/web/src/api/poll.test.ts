import { ApiError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { pollEvery } from './poll.ts'

const queryWith = (error: unknown) => ({ state: { error } })

function errorResponse(status: number, retryAfterMs?: number): ApiError {
  return new ApiError({ route: 'GET /rooms', outcome: 'unknown', status, retryAfterMs })
}

describe('pollEvery', () => {
  it('uses the given interval while the query succeeds', () => {
    expect(pollEvery(15_000)(queryWith(null))).toBe(15_000)
    expect(pollEvery()(queryWith(null))).toBe(false)
  })

  it('refetches every three seconds after a transient failure, regardless of the interval', () => {
    expect(pollEvery()(queryWith(errorResponse(502)))).toBe(3_000)
    expect(pollEvery(15_000)(queryWith(errorResponse(502)))).toBe(3_000)
  })

  it('waits for Retry-After if it is longer than three seconds', () => {
    expect(pollEvery()(queryWith(errorResponse(429, 20_000)))).toBe(20_000)
    expect(pollEvery()(queryWith(errorResponse(429, 100)))).toBe(3_000)
  })

  it('does not refetch after a terminal failure', () => {
    expect(pollEvery()(queryWith(errorResponse(404)))).toBe(false)
  })
})
