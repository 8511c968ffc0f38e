/** A request, and what its answer is to have whatever comes of it. */
export interface RequestContext {
  readonly request: Request
  /** Values of `Set-Cookie`. */
  readonly setCookies: string[]
}
