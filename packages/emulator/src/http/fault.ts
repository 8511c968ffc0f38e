/** How an error lies on the wire: in a list, alone, as `{ success, message }` with the list beside it, or as a detail alone. */
export type ErrorShape = 'wrapped' | 'bare' | 'generic' | 'detail'

/** One error as the API writes it. */
export interface ErrorBody {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly source?: { readonly pointer?: string; readonly parameter?: string }
}

/** A refusal: thrown by whatever finds out, answered in the shape that the endpoint has. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly status: number
  readonly errors: readonly ErrorBody[]
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, errors: readonly ErrorBody[], headers: Readonly<Record<string, string>> = {}) {
    super(errors[0]?.detail)
    this.status = status
    this.errors = errors
    this.headers = headers
  }
}

function fault(status: number, code: string, title: string) {
  return (detail: string, source?: ErrorBody['source']) =>
    new Fault(status, [{ code, title, detail, ...(source ? { source } : {}) }])
}

/** Refusals by the API's own codes. */
export const faults = {
  badRequest: fault(400, '10015', 'Bad request'),
  badEncoding: fault(400, '10028', 'Character encoding error'),
  unauthenticated: fault(401, '10009', 'Authentication failed'),
  forbidden: fault(403, '10010', 'Authorization failed'),
  notFound: fault(404, '10005', 'Resource not found'),
  tooLarge: fault(413, '10015', 'Bad request'),
  unsupportedMediaType: fault(415, '10014', 'Unsupported media type'),
  tooManyRequests: fault(429, '10011', 'Too many requests'),
  full: fault(422, '90032', 'Maximum number of participants reached'),
  notAnswered: fault(422, '90034', 'This call has not been answered yet'),
  callOver: fault(422, '90018', 'Call has already ended'),
  notAMember: fault(422, '10032', 'Invalid enumerated value'),
  missing: fault(422, '10004', 'Missing required parameter'),
  unprocessable: fault(422, '10015', 'Bad request'),
  rangeNotSatisfiable: (size: number) =>
    new Fault(416, [{ code: '10015', title: 'Bad request', detail: `The file has ${size} bytes` }], {
      'content-range': `bytes */${size}`,
    }),
  duplicate: fault(422, '10012', 'Duplicate resource'),
} as const

/** The refusal of a method that a path does not have. */
export function methodNotAllowed(methods: readonly string[]): Fault {
  const detail = `This path has ${methods.join(', ')}`
  return new Fault(405, [{ code: '10015', title: 'Bad request', detail }], { allow: methods.join(', ') })
}

/** Writes a fault as the API would. */
export function faultResponse({ status, errors, headers }: Fault, shape: ErrorShape = 'wrapped'): Response {
  const list = errors.map((error) => ({
    ...error,
    meta: { url: `https://developers.telnyx.com/docs/overview/errors/${error.code}` },
  }))
  const body = {
    wrapped: { errors: list },
    bare: list[0],
    // TeXML has neither code nor title here.
    detail: { errors: errors.map(({ detail }) => ({ detail })) },
    // The API's text alone, plus what says which field it is about.
    generic: { success: false, message: errors[0]?.detail ?? 'Error', errors: list },
  }[shape]
  return Response.json(body, { status, headers })
}
