import type { TexmlDocument } from '../texml-language/response.ts'

/**
 * Returns the response to an instruction request: 200 with the document as `application/xml`.
 *
 * @param document - from `response` of `@greenroom/core/texml/document`, or XML.
 */
export function texmlResponse(document: TexmlDocument | string): Response {
  return new Response(String(document), { headers: { 'content-type': 'application/xml' } })
}
