import { describe, expect, it } from 'vitest'
import { createClock } from '../clock.ts'
import type { TaskRow } from '../state/rows.ts'
import { createTable } from '../state/table.ts'
import { createScheduler } from './scheduler.ts'

describe('createScheduler', () => {
  it('performs tasks that are due at the same time in the order in which they were added', () => {
    const performed: string[] = []
    const clock = createClock(0)
    const scheduler = createScheduler(
      createTable<TaskRow>(() => null),
      clock,
      (task) => performed.push(task.kind === 'complete-recording' ? task.recording_id : task.kind),
    )
    for (const recording_id of ['first', 'second', 'third'])
      scheduler.add({ kind: 'complete-recording', recording_id }, 5, 0)
    clock.advance(5)
    scheduler.run()
    scheduler.stop()
    expect(performed).toEqual(['first', 'second', 'third'])
  })
})
