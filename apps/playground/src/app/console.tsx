import { Fragment, type ReactNode, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { programFile } from '../program/program-file.ts'
import type { Output, SessionState } from './session.ts'

/** What the console is shown with. */
export interface ConsoleProps {
  readonly state: SessionState
  /** Is called for a line of the program, counted from 1. */
  readonly onLine: (line: number) => void
  readonly onStop: () => void
}

/** Shows what the program printed, and its status. */
export function Console({ state, onLine, onStop }: ConsoleProps): ReactNode {
  const { outputs, isBlocked } = state
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [outputs.length])
  return (
    <div className="console">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it. */}
      <div className="outputs" role="log" aria-label="Output" tabIndex={0}>
        {outputs.length === 0 && state.status === 'idle' ? (
          <p className="hint">Press Run. What the program prints appears here.</p>
        ) : null}
        {outputs.map((output) => (
          <OutputLine key={output.id} output={output} onLine={onLine} />
        ))}
        <div ref={end} />
      </div>
      {isBlocked ? (
        <div className="notice" role="alert">
          <span>The program does not respond. It may be in an endless loop.</span>
          <Button onPress={onStop}>Stop it</Button>
        </div>
      ) : null}
    </div>
  )
}

const linePattern = new RegExp(`(${programFile.replace('.', '\\.')}:\\d+)`)

function OutputLine({
  output,
  onLine,
}: {
  readonly output: Output
  readonly onLine: ConsoleProps['onLine']
}): ReactNode {
  const parts = output.text.split(linePattern)
  return (
    <pre className="output" data-level={output.level}>
      {output.level === 'error' || output.level === 'warn' ? (
        <span className="visually-hidden">{output.level}: </span>
      ) : null}
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <Button key={index} className="line-link" onPress={() => onLine(Number(part.split(':')[1]))}>
            {part}
          </Button>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </pre>
  )
}
