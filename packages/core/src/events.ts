import type { Method } from './endpoint.ts'
import type { GreenroomError } from './errors.ts'

interface EventBase {
  /** Which call of this client it is, from 1: what calls at the same time are told apart by. */
  readonly call: number
  readonly method: Method
  /** The endpoint as `GET /rooms/{room_id}`: no id, no query, no secret. */
  readonly route: string
  /** Which try of the call this is, from 1. */
  readonly attempt: number
}

/** What a client tells of its work; nothing in it is secret. */
export type ClientEvent =
  | (EventBase & { readonly type: 'request' })
  | (EventBase & {
      readonly type: 'response'
      readonly status: number
      /** From the try's start to the end of its body, in milliseconds. */
      readonly durationMs: number
      readonly requestId: string | undefined
    })
  | (EventBase & { readonly type: 'retry'; readonly waitMs: number; readonly error: GreenroomError })
  | (EventBase & {
      readonly type: 'error'
      /** What the call threw: an error of Greenroom, or the abort of its caller. */
      readonly error: unknown
      /** From the call's start, waits included, in milliseconds. */
      readonly durationMs: number
    })
