/** Exit statuses besides 0: the operation failed or found something, or the command was used wrongly. */
export type ExitStatus = 1 | 2

/** An error that the command reports in one line. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly status: ExitStatus

  constructor(message: string, status: ExitStatus) {
    super(message)
    this.status = status
  }
}

/** Ends the command because it was used wrongly: prints one line on stderr and exits with status 2. */
export function fail(message: string): never {
  throw new CommandError(message, 2)
}
