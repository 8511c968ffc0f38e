import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClock } from '../clock.ts'
import type { TaskRow } from '../state/rows.ts'
import { createTable } from '../state/table.ts'
import { createScheduler } from './scheduler.ts'

afterEach(() => vi.restoreAllMocks())

function setUp(perform: (recordingId: string) => void) {
  const clock = createClock(0, 'manual')
  const tasks = createTable<TaskRow>(() => null)
  const scheduler = createScheduler(tasks, clock, (task) => {
    if (task.kind === 'complete-recording') perform(task.recording_id)
  })
  const add = (recording_id: string, afterSecs = 5) =>
    scheduler.add({ kind: 'complete-recording', recording_id }, afterSecs, 0)
  const advance = (secs: number) => {
    clock.advance(secs)
    scheduler.run()
  }
  return { tasks, scheduler, add, advance }
}

describe('createScheduler', () => {
  it('performs tasks that are due at the same time in the order in which they were added', () => {
    const performed: string[] = []
    const { add, advance } = setUp((id) => performed.push(id))
    for (const id of ['first', 'second', 'third']) add(id)
    advance(5)
    expect(performed).toEqual(['first', 'second', 'third'])
  })

  it('performs tasks in order of their due time', () => {
    const performed: string[] = []
    const { add, advance } = setUp((id) => performed.push(id))
    for (const secs of [7, 3, 9, 1, 5]) add(`${secs}`, secs)
    advance(6)
    expect(performed).toEqual(['1', '3', '5'])
    advance(4)
    expect(performed).toEqual(['1', '3', '5', '7', '9'])
  })

  it('performs the tasks of a restored table before those that are added later', () => {
    const performed: string[] = []
    const { add, advance, scheduler, tasks } = setUp((id) => performed.push(id))
    const row = { kind: 'complete-recording', due: 5000 } as const
    for (const order of [8, 7])
      tasks.put({ ...row, id: `${order}`, order, recording_id: `restored ${order}` })
    scheduler.reload()
    add('new')
    advance(5)
    expect(performed).toEqual(['restored 7', 'restored 8', 'new'])
  })

  it('performs no task that was removed from the table', () => {
    const performed: string[] = []
    const { add, advance, scheduler, tasks } = setUp((id) => performed.push(id))
    add('removed')
    tasks.clear()
    add('kept')
    expect(scheduler.nextDue()).toBe(5000)
    advance(5)
    expect(performed).toEqual(['kept'])
  })

  it('performs the other tasks when one fails', () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const performed: string[] = []
    const { add, advance } = setUp((id) => {
      if (id === 'broken') throw new Error('broken')
      performed.push(id)
    })
    for (const id of ['first', 'broken', 'last']) add(id)
    advance(5)
    expect(performed).toEqual(['first', 'last'])
    expect(reported).toHaveBeenCalledOnce()
  })
})
