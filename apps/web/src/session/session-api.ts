import { type Endpoint, endpoint, model } from '@greenroom/core'
import * as v from 'valibot'

/** The signed-in user. */
export interface User extends v.InferOutput<typeof User> {}
export const User = model({
  /** Identifies the user to the gateway. */
  id: v.string(),
  /** The name that other users see. */
  name: v.string(),
})

interface Session extends v.InferOutput<typeof Session> {}
const Session = model({ user: User })

const EmptyInput = v.strictObject({})

/** Retrieves the current session; rejects with status 401 if there is no session. */
export const retrieve: Endpoint<v.InferInput<typeof EmptyInput>, Session> = endpoint({
  method: 'GET',
  path: '/session',
  input: EmptyInput,
  output: Session,
})

const CreateInput = v.strictObject({
  /** The name to sign in with. */
  name: v.string(),
})

/** Signs a user in by name. */
export const create: Endpoint<v.InferInput<typeof CreateInput>, Session> = endpoint({
  method: 'POST',
  path: '/session',
  input: CreateInput,
  output: Session,
  success: 201,
  repeatable: 'signing in again creates another session',
})

/** Signs out. */
export const end: Endpoint<v.InferInput<typeof EmptyInput>, void> = endpoint({
  method: 'DELETE',
  path: '/session',
  input: EmptyInput,
  output: v.void(),
  success: 204,
  repeatable: 'signing out twice changes nothing',
})
