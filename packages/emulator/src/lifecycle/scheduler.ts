import type { Clock } from '../clock.ts'
import type { TaskRow } from '../state/rows.ts'
import type { Table } from '../state/table.ts'
import { unref } from '../unref.ts'

/** A task before it is given an id and a time. */
export type NewTask = TaskRow extends infer Task
  ? Task extends TaskRow
    ? Omit<Task, 'id' | 'due' | 'order'>
    : never
  : never

/** Does things at their time, by the emulator's clock. */
export interface Scheduler {
  /** Adds a task, so many seconds after a moment. */
  add(task: NewTask, afterSecs: number, fromMs: number): void
  /** Does all that is due, in the order of time; what comes of it and is due as well, too. */
  run(): void
  /** Stops waiting; for an emulator that nobody uses any more. */
  stop(): void
}

const longestTimerMs = 2 ** 31 - 1

/** Makes a scheduler whose tasks are rows, so that a snapshot has them. */
export function createScheduler(
  tasks: Table<TaskRow>,
  clock: Clock,
  perform: (task: TaskRow) => void,
): Scheduler {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let order = 0
  /** When the timer goes off. */
  let armedFor: number | undefined

  const first = () => {
    let found: TaskRow | undefined
    for (const task of tasks.all()) {
      if (!found || task.due < found.due || (task.due === found.due && task.order < found.order)) found = task
    }
    return found
  }
  const arm = (due: number | undefined) => {
    clearTimeout(timer)
    armedFor = due
    if (due === undefined) return
    timer = setTimeout(run, Math.min(longestTimerMs, Math.max(0, due - clock.now())))
    unref(timer)
  }
  const run = () => {
    // What a task does may ask for another run.
    if (isRunning) return
    isRunning = true
    let next = first()
    try {
      for (; next && next.due <= clock.now(); next = first()) {
        tasks.delete(next.id)
        perform(next)
      }
    } finally {
      isRunning = false
      arm(next?.due)
    }
  }
  return {
    add(task, afterSecs, fromMs) {
      const due = fromMs + afterSecs * 1000
      order += 1
      tasks.put({ ...task, id: crypto.randomUUID(), due, order } as TaskRow)
      if (!isRunning && (armedFor === undefined || due < armedFor)) arm(due)
    },
    run,
    stop: () => clearTimeout(timer),
  }
}
