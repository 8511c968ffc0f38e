import { expect, it } from 'vitest'
import { getStateAfterUnauthorized } from './session-query.ts'

it('tells a session that ended from none that ever was', () => {
  expect(getStateAfterUnauthorized({ user: { id: 'u_1', name: 'Ann' } })).toEqual({ hasEnded: true })
  expect(getStateAfterUnauthorized(undefined)).toEqual({ hasEnded: false })
})

it('keeps to what was known of the end when it hears of it again', () => {
  expect(getStateAfterUnauthorized({ hasEnded: true })).toEqual({ hasEnded: true })
  expect(getStateAfterUnauthorized({ hasEnded: false })).toEqual({ hasEnded: false })
})
