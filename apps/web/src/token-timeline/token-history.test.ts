import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { describe, expect, it } from 'vitest'
import { buildTokenHistory, getTimeRange, takeLatest } from './token-history.ts'

const token = (type: 'minted' | 'refreshed' | 'shared', at: number): JoinTokenEvent => ({
  type,
  at,
  expiresAt: at + 10_000,
  dueAt: at + 8_000,
  lifeMs: 10_000,
})
const failed = (at: number, retryAt?: number): JoinTokenEvent => ({
  type: 'failed',
  at,
  error: new Error('no'),
  retryAt,
})

describe('buildTokenHistory', () => {
  it('ends a lifetime when the next begins', () => {
    const { lifetimes, gaps } = buildTokenHistory([token('minted', 0), token('refreshed', 8_000)])
    expect(lifetimes).toEqual([
      { kind: 'minted', from: 0, dueAt: 8_000, expiresAt: 10_000, usedUntil: 8_000 },
      { kind: 'refreshed', from: 8_000, dueAt: 16_000, expiresAt: 18_000, usedUntil: undefined },
    ])
    expect(gaps).toEqual([])
  })

  it('assigns failures to the lifetime in which they occurred', () => {
    const { markers } = buildTokenHistory([
      failed(0, 500),
      token('minted', 500),
      failed(8_500, 9_000),
      failed(9_000),
    ])
    expect(markers).toEqual([
      { kind: 'failed', at: 0, retryAt: 500, lifetime: -1 },
      { kind: 'failed', at: 8_500, retryAt: 9_000, lifetime: 0 },
      { kind: 'failed', at: 9_000, retryAt: undefined, lifetime: 0 },
    ])
  })

  it('has a gap from a lost token to the next one, which also ends when the source rests', () => {
    const lost = (at: number): JoinTokenEvent => ({ type: 'lost', at })
    expect(buildTokenHistory([token('minted', 0), lost(10_000), token('minted', 12_000)]).gaps).toEqual([
      { from: 10_000, to: 12_000 },
    ])
    expect(buildTokenHistory([token('minted', 0), lost(10_000)]).gaps).toEqual([
      { from: 10_000, to: undefined },
    ])
    expect(
      buildTokenHistory([token('minted', 0), lost(10_000), { type: 'rested', at: 11_000 }]).gaps,
    ).toEqual([{ from: 10_000, to: 11_000 }])
  })

  it('ends a gap with a token from another tab', () => {
    const { lifetimes, gaps } = buildTokenHistory([
      token('shared', 0),
      { type: 'lost', at: 10_000 },
      token('shared', 12_000),
    ])
    expect(lifetimes).toMatchObject([
      { kind: 'shared', from: 0, usedUntil: 10_000 },
      { kind: 'shared', from: 12_000, expiresAt: 22_000, usedUntil: undefined },
    ])
    expect(gaps).toEqual([{ from: 10_000, to: 12_000 }])
  })

  it('ends the use of a token at its expiry at the latest', () => {
    const { lifetimes } = buildTokenHistory([token('minted', 0), { type: 'lost', at: 10_050 }])
    expect(lifetimes[0]?.usedUntil).toBe(10_000)
  })
})

describe('takeLatest', () => {
  it('keeps the last lifetimes and the events since then', () => {
    const history = buildTokenHistory([
      token('minted', 0),
      failed(7_000, 8_000),
      token('refreshed', 8_000),
      failed(9_000),
    ])
    expect(takeLatest(history, 1)).toMatchObject({
      lifetimes: [{ from: 8_000 }],
      markers: [{ kind: 'failed', at: 9_000, lifetime: 0 }],
      gaps: [],
    })
    expect(takeLatest(history, 2)).toEqual(history)
  })
})

describe('getTimeRange', () => {
  it('covers past events, now, and the expiry in the future', () => {
    const [from, to] = getTimeRange(buildTokenHistory([token('minted', 50_000)]), 52_000)
    expect(from).toBeLessThan(50_000)
    expect(to).toBeGreaterThan(60_000)
  })

  it('returns a non-empty range without any events', () => {
    expect(getTimeRange(buildTokenHistory([]), 1_000)).toEqual([0, 2_000])
  })
})
