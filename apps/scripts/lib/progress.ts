/** How far something is. */
export interface Progress {
  /** Tells how much is done, of how much in all where that is known, and what about it. */
  update(done: number, total: number | undefined, note?: string): void
  /** Leaves the last line as it is. */
  end(): void
}

const width = 24

/** A share of one as a bar. */
export function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width)
  return '█'.repeat(full) + '░'.repeat(width - full)
}

/** Shows progress on the error stream: one line that changes in a terminal, and a line for each quarter elsewhere. */
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
      const reached = Math.floor(share * 4)
      if (reached > quarter) write(`${line}\n`)
      quarter = Math.max(quarter, reached)
    },
    end() {
      if (inTerminal && last !== '') write('\n')
    },
  }
}
