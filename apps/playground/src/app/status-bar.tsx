import type { ReactNode } from 'react'
import type { SessionState } from './session.ts'

/** What the status bar shows. */
export interface StatusBarProps {
  readonly state: SessionState
  /** Number of type errors; undefined while they are not known. */
  readonly problems: number | undefined
  readonly notice: string
}

/** The status of the program, of its types, and of the last action. */
export function StatusBar({ state, problems, notice }: StatusBarProps): ReactNode {
  return (
    <footer className="status-bar">
      <p role="status">{describeStatus(state)}</p>
      <p role="status" className="notice-text">
        {notice}
      </p>
      <p className="problems" data-bad={problems ? '' : undefined}>
        {describeProblems(problems)}
      </p>
    </footer>
  )
}

function describeStatus({ status, ms }: SessionState): string {
  if (status === 'idle') return 'Ready. The emulator is empty.'
  if (status === 'running') return 'Running …'
  if (status === 'finished') return `Finished in ${Math.round(ms ?? 0)} ms. The emulator keeps running.`
  return status === 'failed' ? 'The program failed.' : 'Stopped. The emulator is empty.'
}

function describeProblems(problems: number | undefined): string {
  if (problems === undefined) return 'Loading types …'
  if (problems === 0) return 'No type errors'
  return problems === 1 ? '1 type error' : `${problems} type errors`
}
