import { type AnyEndpoint, type Client, type InputOf, isApiError } from '@greenroom/core'
import { roomSessions } from '@greenroom/core/video'

/** A call that a page makes, as `authorize` sees it. */
export interface Call {
  /** The endpoint that it is for. */
  readonly endpoint: AnyEndpoint
  /** Its checked input. */
  readonly input: Readonly<Record<string, unknown>>
  /** Whether it is for this endpoint; narrows `input`. */
  is<E extends AnyEndpoint>(endpoint: E): this is this & { readonly endpoint: E; readonly input: InputOf<E> }
  /** The room that it is about: named in it, or that of the session it names. Undefined for a list of all. */
  room_id(): Promise<string | undefined>
}

/** Makes the call of a request. The room of a session is asked for once. */
export function createCall(
  endpoint: AnyEndpoint,
  input: Readonly<Record<string, unknown>>,
  client: Client,
): Call {
  let room: Promise<string | undefined> | undefined
  return {
    endpoint,
    input,
    // Endpoints are the same by method and path: there may be two copies of the package.
    is: ((other: AnyEndpoint) =>
      other.method === endpoint.method && other.path === endpoint.path) as Call['is'],
    room_id() {
      room ??= findRoom(input, client)
      return room
    },
  }
}

async function findRoom(
  input: Readonly<Record<string, unknown>>,
  client: Client,
): Promise<string | undefined> {
  const { room_id, room_session_id } = input
  if (typeof room_id === 'string') return room_id
  if (typeof room_session_id === 'string') {
    // An unknown session is in no room; what is wrong with it is the call's own to tell.
    const session = await roomSessions.retrieve(client, { room_session_id }).catch((error: unknown) => {
      if (isApiError(error) && error.status === 404) return undefined
      throw error
    })
    return session?.room_id ?? undefined
  }
  const filter = input['filter'] as { readonly room_id?: string } | undefined
  return filter?.room_id
}
