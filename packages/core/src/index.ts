/**
 * The client, endpoint declarations, paging and errors.
 *
 * @module
 */
export { type AnyBound, type Bound, type BoundEndpoint, bind } from './bind.ts'
export { createClient } from './client.ts'
export { endpoint, isEndpoint, routeOf } from './endpoint.ts'
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
export { type ListEndpoint, nextPageInput, type PaginateOptions, paginate } from './paginate.ts'
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
export { type Reference, refersTo } from './schema/reference.ts'
export type {
  AbortSignalLike,
  AnyEndpoint,
  CallOptions,
  Client,
  ClientEvent,
  ClientOptions,
  Encoding,
  Endpoint,
  EndpointDefinition,
  Envelope,
  FetchFunction,
  HeadersInput,
  InputOf,
  Method,
  OutputOf,
  RequestOptions,
  StreamOptions,
} from './types.ts'
export { type RateLimit, type WithResponse, withResponse } from './with-response.ts'
