/** A request, and the cookies that its response sets, even if the call fails. */
export interface RequestContext {
  readonly request: Request
  /** Values of `Set-Cookie`. */
  readonly setCookies: string[]
}
