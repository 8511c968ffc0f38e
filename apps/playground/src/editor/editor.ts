/** An editor of one program. */
export interface Editor {
  getCode(): string
  /** Replaces the program. Undo restores the previous one. */
  setCode(code: string): void
  /** Selects a line, counted from 1, and gives the editor the focus. */
  showLine(line: number): void
  destroy(): void
}

/** What an editor is created with. */
export interface EditorOptions {
  readonly parent: HTMLElement
  readonly code: string
  /** Is called after each change. */
  readonly onChange: () => void
  /** Is called for Ctrl+Enter or Command+Enter. */
  readonly onRun: () => void
  /** Receives the number of type errors, and undefined while they are not known. */
  readonly onProblems: (count: number | undefined) => void
}
