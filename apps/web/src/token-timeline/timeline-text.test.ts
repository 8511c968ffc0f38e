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
  it.each(['minted', 'refreshed', 'shared'] as const)('says how long a token that was %s lasts', (type) => {
    expect(describeTokenHistory(buildTokenHistory([token(type, 0)]), 60_000)).toBe(
      'The token lasts 9:00, and is renewed in 7:00. 1 token, 0 failures, 0 gaps.',
    )
  })

  it('says that there is none when it is over or lost, and when there was none', () => {
    expect(describeTokenHistory(buildTokenHistory([token('minted', 0)]), 600_000)).toMatch(
      /^There is no token that works/,
    )
    const lost: JoinTokenEvent = { type: 'lost', at: 1_000 }
    expect(describeTokenHistory(buildTokenHistory([token('minted', 0), lost]), 2_000)).toMatch(
      /^There is no token that works/,
    )
    expect(describeTokenHistory(buildTokenHistory([]), 0)).toBe('No token yet.')
  })
})

describe('describeTokenEvent', () => {
  it('tells a token that another tab got from one of this', () => {
    expect(describeTokenEvent(token('refreshed', 0))).toMatchObject({
      title: 'Refreshed',
      detail: expect.stringMatching(/^good for 10:00, renewed at /),
    })
    expect(describeTokenEvent(token('shared', 0))).toMatchObject({
      title: 'Shared',
      detail: expect.stringMatching(/^got by another tab, good for 10:00, renewed at /),
    })
  })

  it('says whether a failure is final', () => {
    const failure: JoinTokenEvent = { type: 'failed', at: 0, error: new Error('no'), retryAt: undefined }
    expect(describeTokenEvent(failure).detail).toMatch(/no further try$/)
    expect(describeTokenEvent({ ...failure, retryAt: 5_000 }).detail).toMatch(/next try at/)
  })
})
