import { expect, it } from 'vitest'
import { withToken, withVerdict } from './token-events.ts'

it('calls the first token minted and all later ones refreshed, the newest first', () => {
  const events = withToken(withToken([], { at: 1_000, expiresAt: 61_000 }), {
    at: 46_000,
    expiresAt: 106_000,
  })
  expect(events).toEqual([
    { number: 2, kind: 'refreshed', at: 46_000, lifeMs: 60_000, verdict: 'waiting' },
    { number: 1, kind: 'minted', at: 1_000, lifeMs: 60_000, verdict: 'waiting' },
  ])
})

it('gives the verdict to the latest token alone', () => {
  const first = withVerdict(withToken([], { at: 0, expiresAt: 1 }), 'accepted')
  const events = withVerdict(withToken(first, { at: 1, expiresAt: 2 }), 'refused')
  expect(events.map(({ verdict }) => verdict)).toEqual(['refused', 'accepted'])
  expect(withVerdict([], 'accepted')).toEqual([])
})

it('keeps the latest fifty of a long call', () => {
  let events: ReturnType<typeof withToken> = []
  for (let at = 1; at <= 60; at++) events = withToken(events, { at, expiresAt: at + 1 })
  expect(events).toHaveLength(50)
  expect(events[0]?.number).toBe(60)
  expect(events.at(-1)?.kind).toBe('refreshed')
})
