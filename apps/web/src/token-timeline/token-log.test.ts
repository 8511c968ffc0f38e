import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { expect, it, vi } from 'vitest'
import { createTokenLog } from './token-log.ts'

const event = (type: 'lost' | 'rested' | 'paused', at = 0): JoinTokenEvent => ({ type, at })

it('keeps the events of each room apart, and tells of each', () => {
  const log = createTokenLog()
  const listener = vi.fn()
  const stop = log.subscribe(listener)
  log.note(event('paused'), 'a')
  stop()
  log.note(event('lost'), 'b')
  expect(log.eventsOf('a')).toEqual([event('paused')])
  expect(log.eventsOf('b')).toEqual([event('lost')])
  expect(log.eventsOf('c')).toBe(log.eventsOf('d'))
  expect(listener).toHaveBeenCalledOnce()
})

it('takes no note of the token that goes with a source that rests', () => {
  const log = createTokenLog()
  for (const type of ['lost', 'rested', 'lost'] as const) log.note(event(type), 'a')
  expect(log.eventsOf('a').map(({ type }) => type)).toEqual(['lost', 'rested'])
})

it('forgets the oldest of very many', () => {
  const log = createTokenLog()
  for (let at = 0; at < 1_000; at++) log.note(event('paused', at), 'a')
  expect(log.eventsOf('a')).toHaveLength(200)
  expect(log.eventsOf('a').at(-1)?.at).toBe(999)
})
