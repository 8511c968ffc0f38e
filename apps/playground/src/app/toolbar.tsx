import { ChevronDown, Link2, Monitor, Moon, Play, RotateCcw, Square, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { type ExampleId, examples } from '../examples/examples.ts'
import type { SessionState } from './session.ts'
import { setTheme, type Theme, useTheme } from './theme.ts'

/** What the toolbar is shown with. */
export interface ToolbarProps {
  readonly state: SessionState
  /** The chosen example; undefined for a program that came with a link. */
  readonly example: ExampleId | undefined
  readonly onExample: (id: ExampleId) => void
  readonly onRun: () => void
  readonly onStop: () => void
  readonly onReset: () => void
  readonly onShare: () => void
}

/** The examples and the actions. */
export function Toolbar(props: ToolbarProps): ReactNode {
  const { state, example, onExample, onRun, onStop, onReset, onShare } = props
  const isAlive = state.status === 'running' || state.status === 'finished' || state.status === 'failed'
  return (
    <header className="toolbar">
      <h1>
        <a href="../">Greenroom</a> <span>playground</span>
      </h1>
      <Select
        className="examples"
        aria-label="Example"
        placeholder="Shared program"
        selectedKey={example ?? null}
        onSelectionChange={(key) => onExample(key as ExampleId)}
      >
        <Label className="visually-hidden">Example</Label>
        <Button className="select">
          <SelectValue />
          <ChevronDown aria-hidden size={16} />
        </Button>
        <Popover className="popover">
          <ListBox items={examples}>{({ id, title }) => <ListBoxItem id={id}>{title}</ListBoxItem>}</ListBox>
        </Popover>
      </Select>
      <div className="actions">
        <Button className="primary" onPress={onRun}>
          <Play aria-hidden size={16} />
          <span>Run</span>
        </Button>
        <Button onPress={onStop} isDisabled={!isAlive} aria-label="Stop">
          <Square aria-hidden size={16} />
          <span>Stop</span>
        </Button>
        <Button onPress={onReset} aria-label="Reset">
          <RotateCcw aria-hidden size={16} />
          <span>Reset</span>
        </Button>
        <Button onPress={onShare} aria-label="Share">
          <Link2 aria-hidden size={16} />
          <span>Share</span>
        </Button>
        <ThemeButton />
      </div>
    </header>
  )
}

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }
const themeIcons = { auto: Monitor, light: Sun, dark: Moon } as const

function ThemeButton(): ReactNode {
  const theme = useTheme()
  const Icon = themeIcons[theme]
  return (
    <Button className="icon" aria-label={`Theme: ${theme}`} onPress={() => setTheme(nextTheme[theme])}>
      <Icon aria-hidden size={16} />
    </Button>
  )
}
