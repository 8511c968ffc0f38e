import { constants } from 'node:os'
import { x } from 'tinyexec'
import { CommandError } from '../command-error.ts'
import type { OutputOptions } from '../output/print.ts'
import { descendantsOf, signalAll } from './descendants.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a command until it ends, or waits for a signal without a command. Returns the exit status.
 *
 * @param argv - the command and its arguments; may be empty.
 * @param environment - variables that it gets in addition.
 * @throws {CommandError} if it cannot be started.
 */
export async function runApp(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  { json }: OutputOptions,
): Promise<number> {
  const [command, ...args] = argv
  if (command === undefined) {
    await new Promise<void>((resolve) => onSignals(() => resolve()))
    return 0
  }
  const { process: child } = x(command, args, {
    nodeOptions: { env: environment, stdio: ['inherit', json ? 2 : 'inherit', 'inherit'] },
  })
  if (!child) throw new CommandError(`${command} could not be started`, 2)
  let wasSignaled = false
  let endOrphans = () => {}
  const off = onSignals((signal) => {
    const sent = wasSignaled ? 'SIGKILL' : signal
    wasSignaled = true
    // A terminal sends Ctrl-C to all processes. A command that does not end after the second is killed.
    if (sent === 'SIGINT' && process.stdin.isTTY) return
    // npm and shells end without passing the signal on to what they started.
    const below = child.pid === undefined ? [] : descendantsOf(child.pid)
    endOrphans = () => signalAll(below, sent)
    child.kill(sent)
  })
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        const reason = error.code === 'ENOENT' ? 'it was not found' : error.message
        reject(new CommandError(`${command} could not be started: ${reason}`, 2))
      })
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
    })
  } finally {
    off()
    endOrphans()
  }
}

/** Calls a handler at each signal that asks to end. Returns a function that removes it. */
function onSignals(handler: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of signals) process.on(signal, handler)
  return () => {
    for (const signal of signals) process.off(signal, handler)
  }
}
