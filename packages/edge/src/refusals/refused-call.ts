/** A call that was rejected or failed, for your log. */
export interface RefusedCall {
  /** HTTP status of the response. */
  readonly status: number
  /** Machine-readable code of the response. */
  readonly code: string
  /** The response's `x-request-id`. */
  readonly requestId: string
  /**
   * What the response omits: the reason of a denial, what `authorize` threw, or an error of the API client.
   */
  readonly cause?: unknown
}

/** Receives each call that was rejected or failed. */
export type OnRefusal = (call: RefusedCall) => void
