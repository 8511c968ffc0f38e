import type { Clock } from '../clock.ts'
import type { TaskRow } from '../state/rows.ts'
import type { Table } from '../state/table.ts'
import { unref } from '../unref.ts'
import { createPriorityQueue } from './priority-queue.ts'

/** A task without id and due time. */
export type NewTask = TaskRow extends infer Task
  ? Task extends TaskRow
    ? Omit<Task, 'id' | 'due' | 'order'>
    : never
  : never

/** Performs tasks when they are due, by the emulator's clock. */
export interface Scheduler {
  /** Adds a task that is due the given number of seconds after `fromMs`. */
  add(task: NewTask, afterSecs: number, fromMs: number): void
  /**
   * Performs all due tasks in order of their due time, including those that a task adds. While a task is
   * performed, the clock shows its due time.
   */
  run(): void
  /** Replaces its tasks with those of the table, after the table was changed. */
  reload(): void
  /** Returns the time at which the next task is due, in milliseconds since 1970; undefined without tasks. */
  nextDue(): number | undefined
  /** Stops the timer of an emulator that is no longer used. */
  stop(): void
}

const maxTimerMs = 2 ** 31 - 1
/** Latest time that a `Date` can represent. */
const lastDueMs = 8.64e15

/** Creates a scheduler. Its tasks are rows, so that a snapshot includes them. */
export function createScheduler(
  tasks: Table<TaskRow>,
  clock: Clock,
  perform: (task: TaskRow) => void,
): Scheduler {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let order = 0
  /** Due time of the running timer. */
  let armedFor: number | undefined

  const queue = createPriorityQueue<TaskRow>((a, b) => a.due - b.due || a.order - b.order)

  const first = () => {
    let next = queue.peek()
    // Rows that were deleted from the table are skipped here.
    for (; next && tasks.get(next.id) !== next; next = queue.peek()) queue.pop()
    return next
  }
  const arm = (due: number | undefined) => {
    clearTimeout(timer)
    armedFor = due
    // A manual clock stands still until it is moved, and each move performs the due tasks.
    if (due === undefined || clock.mode === 'manual') return
    timer = setTimeout(run, Math.min(maxTimerMs, Math.max(0, due - clock.now())))
    unref(timer)
  }
  const tryToPerform = (task: TaskRow) => {
    try {
      perform(task)
    } catch (error) {
      // In a timer the error would end the process. The other tasks are performed.
      console.error(`The task ${task.kind} failed:`, error)
    }
  }
  const run = () => {
    // A task may call `run` itself.
    if (isRunning) return
    isRunning = true
    let next = first()
    try {
      for (; next && next.due <= clock.now(); next = first()) {
        const task = next
        tasks.delete(task.id)
        clock.at(task.due, () => tryToPerform(task))
      }
    } finally {
      isRunning = false
      arm(next?.due)
    }
  }
  return {
    add(task, afterSecs, fromMs) {
      const due = Math.min(fromMs + afterSecs * 1000, lastDueMs)
      order += 1
      queue.push(tasks.put({ ...task, id: crypto.randomUUID(), due, order } as TaskRow))
      if (!isRunning && (armedFor === undefined || due < armedFor)) arm(due)
    },
    reload() {
      const rows = tasks.all()
      queue.fill(rows)
      order = rows.reduce((highest, row) => Math.max(highest, row.order), 0)
      arm(first()?.due)
    },
    run,
    nextDue: () => first()?.due,
    stop: () => clearTimeout(timer),
  }
}
