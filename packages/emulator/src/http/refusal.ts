/**
 * The shape of an error body: a list (`wrapped`), a single error (`bare`), `{ success, message }` with the
 * list (`generic`), or a list of details only (`detail`).
 */
export type ErrorShape = 'wrapped' | 'bare' | 'generic' | 'detail'

/** One error as the API writes it. */
export interface ErrorBody {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly source?: { readonly pointer?: string; readonly parameter?: string }
}

/** An error response of the API. Any module throws it; the endpoint determines its shape. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
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

function refusal(status: number, code: string, title: string) {
  return (detail: string, source?: ErrorBody['source']) =>
    new Refusal(status, [{ code, title, detail, ...(source ? { source } : {}) }])
}

/** Refusals by the API's own codes. */
export const refusals = {
  badRequest: refusal(400, '10015', 'Bad request'),
  badEncoding: refusal(400, '10028', 'Character encoding error'),
  unauthenticated: refusal(401, '10009', 'Authentication failed'),
  forbidden: refusal(403, '10010', 'Authorization failed'),
  notFound: refusal(404, '10005', 'Resource not found'),
  tooLarge: refusal(413, '10015', 'Bad request'),
  unsupportedMediaType: refusal(415, '10014', 'Unsupported media type'),
  tooManyRequests: refusal(429, '10011', 'Too many requests'),
  full: refusal(422, '90032', 'Maximum number of participants reached'),
  notAnswered: refusal(422, '90034', 'This call has not been answered yet'),
  callOver: refusal(422, '90018', 'Call has already ended'),
  queueNotEmpty: refusal(422, '90050', 'Only empty queues can be deleted'),
  invalidEnumValue: refusal(422, '10032', 'Invalid enumerated value'),
  missing: refusal(422, '10004', 'Missing required parameter'),
  unprocessable: refusal(422, '10015', 'Bad request'),
  rangeNotSatisfiable: (size: number) =>
    new Refusal(
      416,
      [
        {
          code: '10015',
          title: 'Bad request',
          detail: `The range is outside the file, which has ${size} bytes`,
        },
      ],
      {
        'content-range': `bytes */${size}`,
      },
    ),
  duplicate: refusal(422, '10012', 'Duplicate resource'),
  unexpected: refusal(500, '10007', 'Unexpected error'),
} as const

/** Returns the refusal for a method that a path does not support. */
export function methodNotAllowed(methods: readonly string[]): Refusal {
  const detail = `This path supports ${methods.join(', ')}`
  return new Refusal(405, [{ code: '10015', title: 'Bad request', detail }], { allow: methods.join(', ') })
}

/** Returns the response with which the API would reject the request. */
export function refusalResponse(
  { status, errors, headers }: Refusal,
  shape: ErrorShape = 'wrapped',
): Response {
  const list = errors.map((error) => ({
    ...error,
    meta: { url: `https://developers.telnyx.com/docs/overview/errors/${error.code}` },
  }))
  const body = {
    wrapped: { errors: list },
    bare: list[0],
    // TeXML errors of this shape have neither code nor title.
    detail: { errors: errors.map(({ detail }) => ({ detail })) },
    // The API returns only the message; the list adds the field that it is about.
    generic: { success: false, message: errors[0]?.detail ?? 'Error', errors: list },
  }[shape]
  return Response.json(body, { status, headers })
}
