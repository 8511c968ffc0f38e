/** A refusal that ends the connection, with a status as of HTTP, which is what the page's client understands. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** What went wrong, as a refusal: what is none is the emulator's own fault. */
export function asRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(503, 'The emulator failed')
}
