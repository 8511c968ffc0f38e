/**
 * The client: one that sends calls, the form that every endpoint has, and the errors.
 *
 * @module
 */
export { type AnyBound, type Bound, type BoundEndpoint, bind } from './bind.ts'
export { type Client, type ClientOptions, createClient } from './client.ts'
export {
  type AnyEndpoint,
  type CallOptions,
  type Encoding,
  type Endpoint,
  type EndpointDefinition,
  type Envelope,
  endpoint,
  type InputOf,
  isEndpoint,
  type Method,
  type OutputOf,
  routeOf,
} from './endpoint.ts'
export {
  AnswerError,
  ApiError,
  type ApiErrorEntry,
  ConfigError,
  ConnectionError,
  GreenroomError,
  InputError,
  isAnswerError,
  isApiError,
  isConfigError,
  isConnectionError,
  isGreenroomError,
  isInputError,
  isTimeoutError,
  type Outcome,
  type Problem,
  TimeoutError,
} from './errors.ts'
export type { ClientEvent } from './events.ts'
export { nextPageInput, type PaginateOptions, paginate } from './paginate.ts'
export { type ModelSchema, model, nullish } from './schema/model.ts'
export { type OpenEnum, openEnum } from './schema/open-enum.ts'
export {
  type Page,
  type PageMeta,
  type PageSchema,
  page,
  type TexmlPageMeta,
  texmlPage,
} from './schema/page.ts'
export { type RateLimit, type WithResponse, withResponse } from './with-response.ts'
