import { ApiError } from '@greenroom/core'
import { expect, it } from 'vitest'
import { pollEvery } from './poll.ts'

const after = (error: unknown) => ({ state: { error } })

function answered(status: number, retryAfterMs?: number): ApiError {
  return new ApiError({ route: 'GET /rooms', outcome: 'unknown', status, retryAfterMs })
}

it('keeps its own pace as long as answers come', () => {
  expect(pollEvery(15_000)(after(null))).toBe(15_000)
  expect(pollEvery()(after(null))).toBe(false)
})

it('asks again every three seconds while nobody answers, whatever its own pace', () => {
  expect(pollEvery()(after(answered(502)))).toBe(3_000)
  expect(pollEvery(15_000)(after(answered(502)))).toBe(3_000)
})

it('waits as long as the server asks for', () => {
  expect(pollEvery()(after(answered(429, 20_000)))).toBe(20_000)
  expect(pollEvery()(after(answered(429, 100)))).toBe(3_000)
})

it('does not ask again for what will not change', () => {
  expect(pollEvery()(after(answered(404)))).toBe(false)
})
