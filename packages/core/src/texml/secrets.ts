/**
 * Secrets: values that instructions may use by name, and nobody can read back.
 *
 * @module
 */
import * as v from 'valibot'
import { type Endpoint, endpoint } from '../endpoint.ts'
import { model } from '../schema/model.ts'
import { optionalString } from '../schema/texml.ts'

/** A secret that was kept. */
export interface Secret extends v.InferOutput<typeof Secret> {}
export const Secret = model({
  /** Its name. */
  name: v.string(),
  /** Always `REDACTED`. */
  value: optionalString(),
})

/** Input of {@link create}. */
export interface CreateInput extends v.InferInput<typeof CreateInput> {}
export const CreateInput = v.strictObject({
  /** Its name; what has that name already is overwritten. */
  name: v.string(),
  /** What to keep. It is shown in no error and no log. */
  value: v.string(),
})

/** Keeps a secret. None can be listed, read or deleted. */
export const create: Endpoint<CreateInput, Secret, 'POST'> = endpoint({
  method: 'POST',
  path: '/texml/secrets',
  input: CreateInput,
  output: Secret,
  envelope: 'data',
  success: 201,
  secrets: ['value'],
})
