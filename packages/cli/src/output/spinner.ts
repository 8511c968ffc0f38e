import yoctoSpinner from 'yocto-spinner'
import type { OutputOptions } from './print.ts'

/** How long an operation takes until the spinner appears, in milliseconds. */
const delayMs = 250

/** Shows a spinner on stderr while an operation runs: only on a terminal, and not with `--json`. */
export async function withSpinner<T>(
  text: string,
  { json }: OutputOptions,
  operation: () => Promise<T>,
): Promise<T> {
  // The library would print the text of a spinner as a line where nothing can move.
  if (json || !process.stderr.isTTY) return operation()
  const spinner = yoctoSpinner({ text, stream: process.stderr })
  const timer = setTimeout(() => spinner.start(), delayMs)
  try {
    return await operation()
  } finally {
    clearTimeout(timer)
    spinner.stop()
  }
}
