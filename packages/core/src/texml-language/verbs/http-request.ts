import * as v from 'valibot'
import { bool, filled, oneOf, required, url } from '../attributes.ts'
import { noAttributes, type Verb, verb } from '../verb.ts'

/** Attributes of {@link httpRequest}. */
export interface HttpRequestAttributes extends v.InferInput<typeof HttpRequestAttributes> {}
export const HttpRequestAttributes = v.strictObject({
  /**
   * Whether the next verb runs before the response arrives. Required, because the platform's pages disagree
   * about the default.
   */
  async: required(bool()),
  /** URL that gets the fields of the response and responds with the next document. Not with `async`. */
  action: url(),
})

/**
 * Sends an HTTP request, and reads fields of its JSON response into variables.
 *
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-verbs/httprequest
 * @example
 * ```ts
 * import {
 *   expectedResponse, fieldName, fieldValue, headerKey, headerValue, httpRequest, request, requestHeader,
 *   requestHeaders, responseContent, responseField,
 * } from '@greenroom/core/texml/document'
 *
 * httpRequest(
 *   { async: false, action: '/found' },
 *   request(
 *     { url: 'https://example.com/customers', method: 'GET' },
 *     requestHeaders(requestHeader(headerKey('Accept'), headerValue('application/json'))),
 *   ),
 *   expectedResponse(responseContent(responseField(fieldName('records[0].Name'), fieldValue('name')))),
 * )
 * ```
 */
export const httpRequest: Verb<
  'HttpRequest',
  typeof HttpRequestAttributes,
  'HttpRequest.Request' | 'HttpRequest.Response'
> = verb({
  id: 'HttpRequest',
  ends: 'with-action',
  attributes: HttpRequestAttributes,
  children: ['HttpRequest.Request', 'HttpRequest.Response'],
  requests: { action: { kind: 'other' } },
  rules: [
    ({ children }) => (count(children, 'HttpRequest.Request') === 1 ? undefined : 'one <Request>'),
    ({ children }) => (count(children, 'HttpRequest.Response') <= 1 ? undefined : 'at most one <Response>'),
    ({ attributes: { async, action } }) =>
      async && action !== undefined ? 'no action, which is not requested with async="true"' : undefined,
  ],
})

function count(children: readonly { readonly id: string }[], id: string): number {
  return children.filter((child) => child.id === id).length
}

/** Attributes of {@link request}. */
export interface RequestAttributes extends v.InferInput<typeof RequestAttributes> {}
export const RequestAttributes = v.strictObject({
  url: required(url()),
  /** HTTP method. */
  method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
})

/** The request of `httpRequest` (`<Request>`). */
export const request: Verb<'HttpRequest.Request', typeof RequestAttributes, 'Headers' | 'Body'> = verb({
  id: 'HttpRequest.Request',
  attributes: RequestAttributes,
  children: ['Headers', 'Body'],
  requests: { url: { kind: 'http', method: 'method' } },
})

/** The headers of `request` or `expectedResponse` (`<Headers>`). */
export const requestHeaders: Verb<'Headers', ReturnType<typeof noAttributes>, 'Header'> = verb({
  id: 'Headers',
  attributes: noAttributes(),
  children: ['Header'],
})

/** A header of `requestHeaders` (`<Header>`): its key and its value. */
export const requestHeader: Verb<
  'Header',
  ReturnType<typeof noAttributes>,
  'Header.Key' | 'Header.Value'
> = verb({
  id: 'Header',
  attributes: noAttributes(),
  children: ['Header.Key', 'Header.Value'],
  rules: [
    ({ children }) =>
      count(children, 'Header.Key') === 1 && count(children, 'Header.Value') === 1
        ? undefined
        : 'one <Key> and one <Value>',
  ],
})

/** Name of a `requestHeader` (`<Key>`). */
export const headerKey: Verb<'Header.Key', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Header.Key',
  attributes: noAttributes(),
  text: required(filled()),
})

/** Value of a `requestHeader` (`<Value>`). */
export const headerValue: Verb<'Header.Value', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Header.Value',
  attributes: noAttributes(),
  text: v.string(),
})

/** The body of `request` or `expectedResponse` (`<Body>`). */
export const requestBody: Verb<'Body', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Body',
  attributes: noAttributes(),
  text: v.string(),
})

/** What `httpRequest` expects and reads (`<Response>`). */
export const expectedResponse: Verb<
  'HttpRequest.Response',
  ReturnType<typeof noAttributes>,
  'Response.Type' | 'Response.StatusCode' | 'Response.Content' | 'Headers' | 'Body'
> = verb({
  id: 'HttpRequest.Response',
  attributes: noAttributes(),
  children: ['Response.Type', 'Response.StatusCode', 'Response.Content', 'Headers', 'Body'],
})

/** Type of the `expectedResponse` (`<Type>`), such as `JSON`. */
export const responseType: Verb<'Response.Type', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Response.Type',
  attributes: noAttributes(),
  text: required(filled()),
})

/** Status of the `expectedResponse` (`<StatusCode>`), such as `200`. */
export const responseStatusCode: Verb<
  'Response.StatusCode',
  ReturnType<typeof noAttributes>,
  never,
  true
> = verb({
  id: 'Response.StatusCode',
  attributes: noAttributes(),
  text: required(filled()),
})

/** The fields to read from the response (`<Content>`). */
export const responseContent: Verb<'Response.Content', ReturnType<typeof noAttributes>, 'Field'> = verb({
  id: 'Response.Content',
  attributes: noAttributes(),
  children: ['Field'],
})

/** A field to read from the response (`<Field>`): its place and its variable. */
export const responseField: Verb<
  'Field',
  ReturnType<typeof noAttributes>,
  'Field.Name' | 'Field.Value'
> = verb({
  id: 'Field',
  attributes: noAttributes(),
  children: ['Field.Name', 'Field.Value'],
  rules: [
    ({ children }) =>
      count(children, 'Field.Name') === 1 && count(children, 'Field.Value') === 1
        ? undefined
        : 'one <Name> and one <Value>',
  ],
})

/** Place of a field in the response (`<Name>`), such as `records[0].Name`. */
export const fieldName: Verb<'Field.Name', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Field.Name',
  attributes: noAttributes(),
  text: required(filled()),
})

/** Name of the variable that gets a field (`<Value>`). */
export const fieldValue: Verb<'Field.Value', ReturnType<typeof noAttributes>, never, true> = verb({
  id: 'Field.Value',
  attributes: noAttributes(),
  text: required(filled()),
})
