import { describe, expect, it } from 'vitest'
import { getStateAfterUnauthorized } from './session-query.ts'

describe('getStateAfterUnauthorized', () => {
  it('distinguishes a session that has ended from one that never existed', () => {
    expect(getStateAfterUnauthorized({ user: { id: 'u_1', name: 'Ann' } })).toEqual({ hasEnded: true })
    expect(getStateAfterUnauthorized(undefined)).toEqual({ hasEnded: false })
  })

  it('keeps a signed-out state after another 401', () => {
    expect(getStateAfterUnauthorized({ hasEnded: true })).toEqual({ hasEnded: true })
    expect(getStateAfterUnauthorized({ hasEnded: false })).toEqual({ hasEnded: false })
  })
})
