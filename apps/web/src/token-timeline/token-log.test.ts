import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { expect, it, vi } from 'vitest'
import { createTokenLog } from './token-log.ts'

const event = (type: 'lost' | 'rested' | 'paused', at = 0): JoinTokenEvent => ({ type, at })

it('keeps the events per room and notifies listeners', () => {
  const log = createTokenLog()
  const listener = vi.fn()
  const stop = log.subscribe(listener)
  log.record(event('paused'), 'a')
  stop()
  log.record(event('lost'), 'b')
  expect(log.getEvents('a')).toEqual([event('paused')])
  expect(log.getEvents('b')).toEqual([event('lost')])
  expect(log.getEvents('c')).toBe(log.getEvents('d'))
  expect(listener).toHaveBeenCalledOnce()
})

it('ignores the loss of a token after its source rested', () => {
  const log = createTokenLog()
  for (const type of ['lost', 'rested', 'lost'] as const) log.record(event(type), 'a')
  expect(log.getEvents('a').map(({ type }) => type)).toEqual(['lost', 'rested'])
})

it('keeps only the latest 200 events', () => {
  const log = createTokenLog()
  for (let at = 0; at < 1_000; at++) log.record(event('paused', at), 'a')
  expect(log.getEvents('a')).toHaveLength(200)
  expect(log.getEvents('a').at(-1)?.at).toBe(999)
})
