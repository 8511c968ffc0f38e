import { routeOf } from '@greenroom/core'
import { expect, it } from 'vitest'
import { videoEndpoints } from '../../test/harness.ts'
import { typesOfOwnUpdates } from './own-updates.ts'

it('publishes updates of calls of existing endpoints', () => {
  const routes = videoEndpoints.map(routeOf)
  expect(routes).toEqual(expect.arrayContaining([...typesOfOwnUpdates.keys()]))
})
