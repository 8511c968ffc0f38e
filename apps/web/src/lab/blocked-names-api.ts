import { type Endpoint, endpoint, model } from '@greenroom/core'
import * as v from 'valibot'

const EmptyInput = v.strictObject({})

interface BlockedNames extends v.InferOutput<typeof BlockedNames> {}
const BlockedNames = model({ names: v.array(v.string()) })

const UpdateInput = v.strictObject({ names: v.array(v.string()) })

/** Tells whom the gateway keeps out. */
export const retrieve: Endpoint<v.InferInput<typeof EmptyInput>, BlockedNames> = endpoint({
  method: 'GET',
  path: '/_stack/blocked-names',
  input: EmptyInput,
  output: BlockedNames,
})

/** Says whom the gateway is to keep out, and whom to put out. */
export const update: Endpoint<v.InferInput<typeof UpdateInput>, BlockedNames> = endpoint({
  method: 'PUT',
  path: '/_stack/blocked-names',
  input: UpdateInput,
  output: BlockedNames,
})
