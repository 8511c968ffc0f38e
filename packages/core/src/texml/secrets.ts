/**
 * Secrets: write-only values that instructions can use by name.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { model } from '../schema/model.ts'
import { optionalString } from '../schema/texml.ts'

/** A stored secret. */
export interface Secret extends v.InferOutput<typeof Secret> {}
export const Secret = model({
  /** Name of the secret. */
  name: v.string(),
  /** Always `REDACTED`. */
  value: optionalString(),
})

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject({
  /** Name of the secret. A secret with the same name is overwritten. */
  name: v.string(),
  /** Value of the secret. It never appears in errors or events. */
  value: v.string(),
})

/** Stores a secret. Secrets cannot be listed, read or deleted. */
export const create: Endpoint<CreateInput, Secret, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml/secrets',
  input: CreateInput,
  output: Secret,
  envelope: 'data',
  success: 201,
  secrets: ['value'],
})
