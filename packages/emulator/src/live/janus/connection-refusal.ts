/** A refusal that ends the connection, with a status as of HTTP, which is what the page's client understands. */
export class ConnectionRefusal extends Error {
  override readonly name = 'ConnectionRefusal'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** What went wrong, as a refusal: what is none is the emulator's own fault. */
export function toConnectionRefusal(error: unknown): ConnectionRefusal {
  return error instanceof ConnectionRefusal ? error : new ConnectionRefusal(503, 'The emulator failed')
}
