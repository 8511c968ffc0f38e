import { type Endpoint, endpoint, model } from '@greenroom/core'
import * as v from 'valibot'

const EmptyInput = v.strictObject({})

interface BlockedNames extends v.InferOutput<typeof BlockedNames> {}
const BlockedNames = model({ names: v.array(v.string()) })

const UpdateInput = v.strictObject({ names: v.array(v.string()) })

/** Returns the names of the users that the gateway blocks. */
export const retrieve: Endpoint<v.InferInput<typeof EmptyInput>, BlockedNames> = endpoint({
  method: 'GET',
  path: '/_stack/blocked-names',
  input: EmptyInput,
  output: BlockedNames,
})

/** Sets the names of the users that the gateway blocks, and removes these users from their calls. */
export const update: Endpoint<v.InferInput<typeof UpdateInput>, BlockedNames> = endpoint({
  method: 'PUT',
  path: '/_stack/blocked-names',
  input: UpdateInput,
  output: BlockedNames,
})
