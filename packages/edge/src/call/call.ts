import { type AnyEndpoint, type InputOf, routeOf } from '@greenroom/core'
import type { Exposable } from '../exposable.ts'
import { refusals } from '../refusals/refusals.ts'
import type { NamedResources } from './resources.ts'

/** Reason of the denial of a call that names several rooms. */
export const severalRooms = 'the call names several rooms'

/** A call as `authorize` receives it: validated by the endpoint's schema, not yet sent. */
export interface Call {
  readonly endpoint: AnyEndpoint
  readonly input: Readonly<Record<string, unknown>>
  /** Returns whether it calls this endpoint, by method and path. Narrows `input` to the endpoint's type. */
  is<E extends AnyEndpoint>(endpoint: E): this is CallOf<E>
  /**
   * Resolves to the room (UUID) that the call is about: that of every room, session, participant, recording
   * and composition that it names, each of which is looked up once. Resolves to undefined for a call that
   * names none, such as a list of all rooms. A call that names several rooms is denied, except for a stream
   * of updates: `authorize` then runs again for each room, with a call that names this room only.
   */
  roomId(): Promise<string | undefined>
}

/** A {@link Call} of a known endpoint. */
export interface CallOf<E extends AnyEndpoint> extends Call {
  readonly endpoint: E
  /** The fields of the endpoint's input. Any other field does not compile. */
  readonly input: Fields<InputOf<E>>
}

/** An input as fields alone, so that it is a record, which an interface is not. */
type Fields<Input> = { readonly [Name in keyof Input]: Input[Name] }

/** Creates the call of an endpoint. */
export function createCall(
  endpoint: Exposable,
  input: Readonly<Record<string, unknown>>,
  resources: NamedResources,
): Call {
  return {
    endpoint,
    input,
    is: (other): this is never => routeOf(other) === routeOf(endpoint),
    async roomId() {
      const [room, ...others] = new Set((await resources.rooms()).filter((id) => id !== undefined))
      // An `authorize` that checks this room would miss the others.
      if (others.length > 0) throw refusals.denied(severalRooms)
      return room
    },
  }
}
