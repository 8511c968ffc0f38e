/** Progress display of one task. */
export interface Progress {
  /** Shows how much is done, of how much in total if that is known, and an optional note. */
  update(done: number, total: number | undefined, note?: string): void
  /** Ends the display and keeps its last line. */
  end(): void
}

const width = 24

/** Formats a fraction between 0 and 1 as a bar. */
export function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width)
  return '█'.repeat(full) + '░'.repeat(width - full)
}

/**
 * Shows progress on stderr: one updating line in a terminal, otherwise one line for each completed quarter.
 */
export function createProgress(label: string): Progress {
  const inTerminal = Deno.stderr.isTerminal()
  let quarter = -1
  let last = ''
  const write = (text: string) => {
    Deno.stderr.writeSync(new TextEncoder().encode(text))
  }
  return {
    update(done, total, note = '') {
      const share = total ? done / total : 0
      const percent = String(Math.floor(share * 100)).padStart(3)
      const shown = total ? `${bar(share)} ${percent} %` : done.toLocaleString('en')
      const line = `${label} ${shown} ${note}`.trimEnd()
      if (line === last) return
      last = line
      if (inTerminal) return write(`\r\x1b[2K${line}`)
      const current = Math.floor(share * 4)
      if (current > quarter) write(`${line}\n`)
      quarter = Math.max(quarter, current)
    },
    end() {
      if (inTerminal && last !== '') write('\n')
    },
  }
}
