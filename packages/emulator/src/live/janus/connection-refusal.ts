/** A refusal that closes the connection. `@telnyx/video` reads its status, which follows HTTP. */
export class ConnectionRefusal extends Error {
  override readonly name = 'ConnectionRefusal'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Converts an error to a refusal. Unexpected errors are reported as 503. */
export function toConnectionRefusal(error: unknown): ConnectionRefusal {
  return error instanceof ConnectionRefusal ? error : new ConnectionRefusal(503, 'The emulator failed')
}
