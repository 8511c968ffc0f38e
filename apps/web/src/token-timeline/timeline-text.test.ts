import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { describe, expect, it } from 'vitest'
import { describeTokenEvent, describeTokenHistory } from './timeline-text.ts'
import { buildTokenHistory } from './token-history.ts'

const token = (type: 'minted' | 'refreshed' | 'shared', at: number): JoinTokenEvent => ({
  type,
  at,
  expiresAt: at + 600_000,
  dueAt: at + 480_000,
  lifeMs: 600_000,
})

describe('describeTokenHistory', () => {
  it.each(['minted', 'refreshed', 'shared'] as const)(
    'returns when a token that was %s expires and is renewed',
    (type) => {
      expect(describeTokenHistory(buildTokenHistory([token(type, 0)]), 60_000)).toBe(
        'The token expires in 9:00 and is renewed in 7:00. 1 token, 0 failures, 0 gaps.',
      )
    },
  )

  it('reports a missing token when it expired, was lost, or never existed', () => {
    expect(describeTokenHistory(buildTokenHistory([token('minted', 0)]), 600_000)).toMatch(/^No valid token/)
    const lost: JoinTokenEvent = { type: 'lost', at: 1_000 }
    expect(describeTokenHistory(buildTokenHistory([token('minted', 0), lost]), 2_000)).toMatch(
      /^No valid token/,
    )
    expect(describeTokenHistory(buildTokenHistory([]), 0)).toBe('No token yet.')
  })
})

describe('describeTokenEvent', () => {
  it('distinguishes a token from another tab from one of this tab', () => {
    expect(describeTokenEvent(token('refreshed', 0))).toMatchObject({
      title: 'Refreshed',
      detail: expect.stringMatching(/^valid for 10:00, renewed at /),
    })
    expect(describeTokenEvent(token('shared', 0))).toMatchObject({
      title: 'Shared',
      detail: expect.stringMatching(/^from another tab, valid for 10:00, renewed at /),
    })
  })

  it('returns the time of the next attempt, or that the failure is final', () => {
    const failure: JoinTokenEvent = { type: 'failed', at: 0, error: new Error('no'), retryAt: undefined }
    expect(describeTokenEvent(failure).detail).toMatch(/no further attempts$/)
    expect(describeTokenEvent({ ...failure, retryAt: 5_000 }).detail).toMatch(/next attempt at/)
  })
})
