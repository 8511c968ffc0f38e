import { expect, it } from 'vitest'
import { afterUnauthorized } from './session-query.ts'

it('tells a session that ended from none that ever was', () => {
  expect(afterUnauthorized({ user: { id: 'u_1', name: 'Ann' } })).toEqual({ ended: true })
  expect(afterUnauthorized(undefined)).toEqual({ ended: false })
})

it('keeps to what was known of the end when it hears of it again', () => {
  expect(afterUnauthorized({ ended: true })).toEqual({ ended: true })
  expect(afterUnauthorized({ ended: false })).toEqual({ ended: false })
})
