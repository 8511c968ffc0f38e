/**
 * What became of a call that failed, as far as the client can know.
 *
 * - `not-sent`: nothing reached the API.
 * - `rejected`: the API said that it did not act.
 * - `accepted`: the API acted, and its answer is unreadable.
 * - `unknown`: the call may have acted or not (a lost connection, a timeout, a 5xx).
 */
export type Outcome = 'not-sent' | 'rejected' | 'accepted' | 'unknown'

/** One entry of the API's error list, as it came. */
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

/** What every error of Greenroom is: its `outcome` tells whether the call may have acted. */
export class GreenroomError extends Error {
  override readonly name: string = 'GreenroomError'
  declare readonly outcome: Outcome
  declare readonly [brand]: true

  /** @param init The fields of the error, a subclass's own among them. */
  constructor(message: string, init: GreenroomErrorInit & Readonly<Record<string, unknown>>) {
    super(message, init)
    Object.assign(this, init, { [brand]: true })
  }
}

/** The client was set up in a way that cannot work; nothing was sent. */
export class ConfigError extends GreenroomError {
  override readonly name = 'ConfigError'

  constructor(message: string) {
    super(message, { outcome: 'not-sent' })
  }
}

/** One thing that is wrong with an input or an answer: where, what was expected, what came. */
export interface Problem {
  /** The field's place as a JSON pointer, e.g. `/filter/date_created_at/gte`; empty for the whole. */
  readonly pointer: string
  readonly expected: string
  /** What came, as a short text; of a secret only its type. */
  readonly received: string
}

function list(problems: readonly Problem[]): string {
  return problems
    .map(({ pointer, expected, received }) => `${pointer || '/'}: expected ${expected}, got ${received}`)
    .join('; ')
}

/** The input does not match the endpoint's schema; nothing was sent. */
export class InputError extends GreenroomError {
  override readonly name = 'InputError'
  /** The endpoint, as `GET /rooms/{room_id}`. */
  declare readonly route: string
  declare readonly problems: readonly Problem[]

  constructor(route: string, problems: readonly Problem[]) {
    super(`${route} was not sent. ${list(problems)}`, { outcome: 'not-sent', route, problems })
  }
}

/** What an {@link ApiError} knows. */
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

/** The API answered with an error status. */
export class ApiError extends GreenroomError {
  override readonly name = 'ApiError'
  declare readonly route: string
  declare readonly status: number
  /** The API's error code (`10005`) or a gateway's (`signed_out`). Codes repeat across products: look at the status first. */
  declare readonly code: string | undefined
  declare readonly title: string | undefined
  declare readonly detail: string | undefined
  /** The field at fault, as a JSON pointer, where the API names one. */
  declare readonly pointer: string | undefined
  declare readonly requestId: string | undefined
  /** How long the API asks to wait, in milliseconds, where it says so. */
  declare readonly retryAfterMs: number | undefined
  /** Whether a gateway said that trying again is of no use. */
  declare readonly terminal: boolean | undefined
  /** All errors of the answer, as they came. */
  declare readonly errors: readonly ApiErrorEntry[]

  constructor(init: ApiErrorInit) {
    const { route, status, code, title, detail = title ?? 'no reason given', requestId } = init
    super(
      `${route} answered ${status}: ${detail}${code ? ` (${code})` : ''}${requestId ? `, request id ${requestId}` : ''}`,
      { errors: [], ...init },
    )
  }
}

/** No answer came: the connection could not be made, or was lost. */
export class ConnectionError extends GreenroomError {
  override readonly name = 'ConnectionError'
  declare readonly route: string

  constructor(route: string, init: GreenroomErrorInit) {
    super(`${route} got no answer: the connection failed`, { ...init, route })
  }
}

/** No whole answer came in time; the call may have acted. */
export class TimeoutError extends GreenroomError {
  override readonly name = 'TimeoutError'
  declare readonly route: string
  /** The limit that was passed, in milliseconds: of one attempt or of the whole call. */
  declare readonly timeoutMs: number

  constructor(route: string, timeoutMs: number, outcome: Outcome = 'unknown') {
    super(`${route} got no whole answer within ${timeoutMs} ms`, { outcome, route, timeoutMs })
  }
}

/** The answer is not what the API promises. Tells where, never what: an answer may hold secrets. */
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
    super(`${route} answered ${init.status} with something else than promised. ${list(init.problems)}`, {
      ...init,
      route,
    })
  }
}

/** Whether a value is an error of Greenroom, also one of another copy of the package. */
export function isGreenroomError(value: unknown): value is GreenroomError {
  return typeof value === 'object' && value !== null && brand in value
}

/** Whether a value is an {@link ApiError}. */
export function isApiError(value: unknown): value is ApiError {
  return isGreenroomError(value) && value.name === 'ApiError'
}

/** Whether a value is a {@link ConfigError}. */
export function isConfigError(value: unknown): value is ConfigError {
  return isGreenroomError(value) && value.name === 'ConfigError'
}

/** Whether a value is an {@link InputError}. */
export function isInputError(value: unknown): value is InputError {
  return isGreenroomError(value) && value.name === 'InputError'
}

/** Whether a value is a {@link ConnectionError}. */
export function isConnectionError(value: unknown): value is ConnectionError {
  return isGreenroomError(value) && value.name === 'ConnectionError'
}

/** Whether a value is a {@link TimeoutError}. */
export function isTimeoutError(value: unknown): value is TimeoutError {
  return isGreenroomError(value) && value.name === 'TimeoutError'
}

/** Whether a value is an {@link AnswerError}. */
export function isAnswerError(value: unknown): value is AnswerError {
  return isGreenroomError(value) && value.name === 'AnswerError'
}
