import { enableCompileCache } from 'node:module'
import { CommandError } from './command-error.ts'

// Halves the time until the command starts. Only modules that are imported later are cached.
enableCompileCache()
const { createProgram } = await import('./program.ts')

// A reader such as `head` may close the pipe before everything is written.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    process.exit(code === 'EPIPE' ? 0 : 1)
  })
}

const program = createProgram()
try {
  if (process.argv.length <= 2) program.help({ error: true })
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

/** Prints an error in one line on stderr, and returns the exit status. */
function report(error: unknown): number {
  if (!(error instanceof CommandError)) {
    console.error(error)
    return 1
  }
  console.error(error.message.replaceAll(/\s*\n\s*/g, ' '))
  return error.status
}
