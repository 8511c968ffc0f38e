import { describe, expect, it } from 'vitest'
import { createBoundedLog } from './bounded-log.ts'

describe('createBoundedLog', () => {
  it('keeps the latest entries, oldest first', () => {
    const log = createBoundedLog<number>({ maxEntries: 3 })
    for (let entry = 1; entry <= 10; entry++) log.add(entry)
    expect([log.size, log.latest(), log.latest(2)]).toEqual([3, [8, 9, 10], [9, 10]])
    log.clear()
    expect([log.size, log.latest()]).toEqual([0, []])
  })

  it('removes the oldest entries when all together are too long', () => {
    const log = createBoundedLog<string>({ maxLength: 100 })
    for (const letter of ['a', 'b', 'c', 'd']) log.add(letter.repeat(40))
    expect(log.latest().map(([letter]) => letter)).toEqual(['c', 'd'])
    log.add('e'.repeat(1000))
    expect(log.latest().map(([letter]) => letter)).toEqual(['e'])
    log.add('f')
    expect(log.latest()).toEqual(['f'])
  })
})
