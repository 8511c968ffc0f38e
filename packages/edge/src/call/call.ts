import { type AnyEndpoint, type InputOf, routeOf } from '@greenroom/core'
import { retrieve as retrieveSession } from '@greenroom/core/video/room-sessions'
import type { Exposable } from '../exposable.ts'
import type { Upstream } from '../upstream/upstream.ts'

/** A call as `authorize` receives it: validated by the endpoint's schema, not yet sent. */
export interface Call {
  readonly endpoint: AnyEndpoint
  readonly input: Readonly<Record<string, unknown>>
  /** Returns whether it calls this endpoint, by method and path. Narrows `input` to the endpoint's type. */
  is<E extends AnyEndpoint>(endpoint: E): this is CallOf<E>
  /**
   * Resolves to the room (UUID) that the call is about: the one in its input, or its session's, which is
   * looked up once. Resolves to undefined for a call that is not about a single room, such as a list of all
   * rooms.
   */
  roomId(): Promise<string | undefined>
}

/** A {@link Call} of a known endpoint. */
export interface CallOf<E extends AnyEndpoint> extends Call {
  readonly endpoint: E
  readonly input: InputOf<E> & Readonly<Record<string, unknown>>
}

/** Creates the call of an endpoint. Rooms of sessions are looked up through `upstream`. */
export function createCall(
  endpoint: Exposable,
  input: Readonly<Record<string, unknown>>,
  upstream: Upstream,
): Call {
  const find = async (): Promise<string | undefined> => {
    const { room_id, room_session_id, session_id = room_session_id } = input
    if (typeof room_id === 'string') return room_id
    if (typeof session_id !== 'string') return undefined
    const session = await upstream(retrieveSession, { room_session_id: session_id })
    return session.room_id ?? undefined
  }
  let room: Promise<string | undefined> | undefined
  return {
    endpoint,
    input,
    is: (other): this is never => routeOf(other) === routeOf(endpoint),
    roomId() {
      room ??= find()
      return room
    },
  }
}
