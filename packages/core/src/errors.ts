/**
 * Whether a failed call may have acted, as far as the client knows.
 *
 * - `not-sent`: nothing reached the API.
 * - `rejected`: the API reported that it did not act.
 * - `accepted`: the API acted, but its response is unreadable.
 * - `unknown`: the call may have acted (a lost connection, a timeout, a 5xx).
 */
export type Outcome = 'not-sent' | 'rejected' | 'accepted' | 'unknown'

/** An entry of the API's error list, unchanged. */
export interface ApiErrorEntry {
  readonly code?: string
  readonly title?: string
  readonly detail?: string
  readonly pointer?: string
  readonly parameter?: string
}

const brand: unique symbol = Symbol.for('greenroom.error') as never

interface GreenroomErrorInit {
  readonly outcome: Outcome
  readonly cause?: unknown
}

/** Base class of all errors. Its `outcome` shows whether the call may have acted. */
export class GreenroomError extends Error {
  override readonly name: string = 'GreenroomError'
  declare readonly outcome: Outcome
  declare readonly [brand]: true

  /** @param init Fields of the error, including those of a subclass. */
  constructor(message: string, init: GreenroomErrorInit & Readonly<Record<string, unknown>>) {
    super(message, init)
    Object.assign(this, init, { [brand]: true })
  }
}

/** The configuration is invalid. Nothing was sent. */
export class ConfigError extends GreenroomError {
  override readonly name = 'ConfigError'

  constructor(message: string) {
    super(message, { outcome: 'not-sent' })
  }
}

/** A problem of an input or a response: where it is, what was expected and what was received. */
export interface Problem {
  /** JSON pointer to the field, such as `/filter/date_created_at/gte`. Empty for the whole value. */
  readonly pointer: string
  readonly expected: string
  /** A short description of the received value. For a secret, only its type. */
  readonly received: string
}

function list(problems: readonly Problem[]): string {
  return problems
    .map(({ pointer, expected, received }) => `${pointer || '/'}: expected ${expected}, got ${received}`)
    .join('; ')
}

/** The input does not match the schema of an endpoint or a TeXML verb. Nothing was sent. */
export class InputError extends GreenroomError {
  override readonly name = 'InputError'
  /** The endpoint, as `GET /rooms/{room_id}`, or the verb, as `<Gather>`. */
  declare readonly route: string
  declare readonly problems: readonly Problem[]

  constructor(route: string, problems: readonly Problem[], summary = 'was not sent') {
    super(`${route} ${summary}. ${list(problems)}`, { outcome: 'not-sent', route, problems })
  }
}

/** Fields of an {@link ApiError}. */
export interface ApiErrorInit extends GreenroomErrorInit {
  readonly route: string
  readonly status: number
  readonly code?: string | undefined
  readonly title?: string | undefined
  readonly detail?: string | undefined
  readonly pointer?: string | undefined
  readonly requestId?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly terminal?: boolean | undefined
  readonly errors?: readonly ApiErrorEntry[]
}

/** The API responded with an error status. */
export class ApiError extends GreenroomError {
  override readonly name = 'ApiError'
  declare readonly route: string
  declare readonly status: number
  /**
   * The API's error code (`10005`) or a gateway's (`signed_out`), `redirect`, or `html` for a proxy's page.
   * Codes repeat across products: look at the status first.
   */
  declare readonly code: string | undefined
  declare readonly title: string | undefined
  declare readonly detail: string | undefined
  /** JSON pointer to the invalid field, if the API reports it. */
  declare readonly pointer: string | undefined
  declare readonly requestId: string | undefined
  /** Requested wait before a retry in milliseconds, if the API reports it. */
  declare readonly retryAfterMs: number | undefined
  /** Whether a gateway reported that retrying is useless. */
  declare readonly terminal: boolean | undefined
  /** All errors of the response, unchanged. */
  declare readonly errors: readonly ApiErrorEntry[]

  constructor(init: ApiErrorInit) {
    const { route, status, code, title, detail = title ?? 'no reason given', requestId } = init
    super(
      `${route} answered ${status}: ${detail}${code ? ` (${code})` : ''}${requestId ? `, request id ${requestId}` : ''}`,
      { errors: [], ...init },
    )
  }
}

/** The connection failed or was lost before a complete response arrived. */
export class ConnectionError extends GreenroomError {
  override readonly name = 'ConnectionError'
  declare readonly route: string

  constructor(route: string, init: GreenroomErrorInit) {
    super(`${route} got no answer: the connection failed`, { ...init, route })
  }
}

/** No complete response arrived in time. The call may have acted. */
export class TimeoutError extends GreenroomError {
  override readonly name = 'TimeoutError'
  declare readonly route: string
  /** The exceeded limit of one attempt or of the whole call, in milliseconds. */
  declare readonly timeoutMs: number

  constructor(route: string, timeoutMs: number, outcome: Outcome = 'unknown') {
    super(`${route} got no whole answer within ${timeoutMs} ms`, { outcome, route, timeoutMs })
  }
}

/** The response does not match its schema. Problems name fields, never values, which may be secret. */
export class AnswerError extends GreenroomError {
  override readonly name = 'AnswerError'
  declare readonly route: string
  declare readonly status: number
  declare readonly requestId: string | undefined
  declare readonly problems: readonly Problem[]

  constructor(
    route: string,
    init: GreenroomErrorInit & {
      readonly status: number
      readonly requestId?: string | undefined
      readonly problems: readonly Problem[]
    },
  ) {
    super(`${route} answered ${init.status} unexpectedly. ${list(init.problems)}`, {
      ...init,
      route,
    })
  }
}

/** Returns whether a value is a {@link GreenroomError}, including one from another copy of the package. */
export function isGreenroomError(value: unknown): value is GreenroomError {
  return brand in Object(value)
}

/** Returns whether a value is an {@link ApiError}. */
export function isApiError(value: unknown): value is ApiError {
  return isGreenroomError(value) && value.name === 'ApiError'
}

/** Returns whether a value is a {@link ConfigError}. */
export function isConfigError(value: unknown): value is ConfigError {
  return isGreenroomError(value) && value.name === 'ConfigError'
}

/** Returns whether a value is an {@link InputError}. */
export function isInputError(value: unknown): value is InputError {
  return isGreenroomError(value) && value.name === 'InputError'
}

/** Returns whether a value is a {@link ConnectionError}. */
export function isConnectionError(value: unknown): value is ConnectionError {
  return isGreenroomError(value) && value.name === 'ConnectionError'
}

/** Returns whether a value is a {@link TimeoutError}. */
export function isTimeoutError(value: unknown): value is TimeoutError {
  return isGreenroomError(value) && value.name === 'TimeoutError'
}

/** Returns whether a value is an {@link AnswerError}. */
export function isAnswerError(value: unknown): value is AnswerError {
  return isGreenroomError(value) && value.name === 'AnswerError'
}
