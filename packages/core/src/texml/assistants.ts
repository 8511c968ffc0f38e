/**
 * AI assistants, as far as TeXML is concerned.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { sid } from '../schema/texml.ts'

/** Input of {@link retrieveTexml}. */
export interface RetrieveTexmlInput extends v.InferInput<typeof RetrieveTexmlInput> {}
export const RetrieveTexmlInput = v.strictObject({
  /** Assistant id. */
  assistant_id: sid(),
})

/** Retrieves the TeXML document that connects a phone call to an AI assistant. */
export const retrieveTexml: Endpoint<RetrieveTexmlInput, string, 'GET'> = endpoint({
  method: 'GET',
  path: '/ai/assistants/{assistant_id}/texml',
  input: RetrieveTexmlInput,
  output: v.string(),
})
