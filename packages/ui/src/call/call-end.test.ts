import { describe, expect, it } from 'vitest'
import { englishLabels } from '../labels/en.ts'
import { describeCallEnd } from './call-end.ts'

const describeEnd = (
  reason: Parameters<typeof describeCallEnd>[0]['reason'],
  isFull = false,
  error?: Error,
) => describeCallEnd({ reason, error }, isFull, englishLabels)

describe('describeCallEnd', () => {
  it.each([
    ['left', /You left/, 'Rejoin'],
    ['kicked', /removed you/, 'Rejoin'],
    ['ended', /ended/, 'Join'],
    ['revoked', /revoked/, 'Join'],
    ['network', /lost/, 'Rejoin'],
    ['unsupported', /cannot join/, undefined],
    ['not_installed', /cannot start/, undefined],
    ['unauthorized', /could not join/, 'Join'],
  ] as const)('says why a call ended, and how to come back: %s', (reason, title, action) => {
    expect(describeEnd(reason).title).toMatch(title)
    expect(describeEnd(reason).action).toBe(action)
  })

  it('says that a room is full', () => {
    expect(describeEnd('unauthorized', true).detail).toMatch(/is full/)
  })
})
