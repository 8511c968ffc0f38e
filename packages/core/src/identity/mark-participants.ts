import type { RoomParticipant } from '../video/room-participants.ts'
import { type ContextError, isContextError } from './context-error.ts'
import { type ContextOptions, type Identity, verifyContext } from './verify-context.ts'

/**
 * A participant, and whether they are who their context says.
 *
 * - `verified`: the gateway let in whom `identity` names.
 * - `unverified`: nothing vouches for them. They have no signed context, or the keys could not be had: see `error`.
 * - `forged`: they show a context that nobody gave them: see `error`.
 * - `duplicated`: they show the context of somebody who is present, and joined later.
 */
export type MarkedParticipant<P> =
  | { readonly participant: P; readonly mark: 'verified' | 'duplicated'; readonly identity: Identity }
  | { readonly participant: P; readonly mark: 'unverified' | 'forged'; readonly error: ContextError }

/** What is read of a participant. */
export type ParticipantRecord = Pick<RoomParticipant, 'context' | 'joined_at' | 'left_at'>

/** How participants are marked. */
export interface MarkParticipantsOptions extends ContextOptions {
  /** The room that they are in (UUID). */
  readonly roomId: string
  /** Finds the signed context in a participant's, where yours has more in it. Default: it is all of it. */
  readonly contextIn?: ((context: string) => string | undefined) | undefined
}

/**
 * Marks the participants of a session, in their order. Give all who are present: of two with one context the later is found only
 * beside the first.
 *
 * A context counts for the moment at which its participant joined. So nobody turns into a forger in mid-call, however long the call.
 *
 * @example
 * ```ts
 * import { createClient, paginate } from '@greenroom/core'
 * import { contextKeysFrom, markParticipants } from '@greenroom/core/identity'
 * import { roomParticipants, roomSessions } from '@greenroom/core/video'
 *
 * const client = createClient({ baseUrl: '/telnyx' })
 * const keys = contextKeysFrom(client)
 *
 * export async function strangersIn(roomId: string, room_session_id: string): Promise<string[]> {
 *   const present: roomParticipants.RoomParticipant[] = []
 *   for await (const one of paginate(client, roomSessions.listParticipants, { room_session_id })) present.push(one)
 *   const marked = await markParticipants(present, { keys, audience: 'https://app.example', roomId })
 *   return marked.filter(({ mark }) => mark !== 'verified').map(({ participant }) => participant.id)
 * }
 * ```
 */
export async function markParticipants<P extends ParticipantRecord>(
  participants: Iterable<P>,
  options: MarkParticipantsOptions,
): Promise<MarkedParticipant<P>[]> {
  const marked: MarkedParticipant<P>[] = []
  // One after the other: the first with a new key fetches it for all.
  for (const participant of participants) marked.push(await mark(participant, options))
  const first = firstOfEach(marked)
  return marked.map((one) => {
    if (one.mark !== 'verified' || !isPresent(one.participant)) return one
    return first.get(one.identity.jti) === one ? one : { ...one, mark: 'duplicated' }
  })
}

async function mark<P extends ParticipantRecord>(
  participant: P,
  { contextIn = (context) => context, ...options }: MarkParticipantsOptions,
): Promise<MarkedParticipant<P>> {
  const { context, joined_at } = participant
  try {
    const identity = await verifyContext(contextIn(context ?? '') ?? '', { ...options, joinedAt: joined_at })
    return { participant, mark: 'verified', identity }
  } catch (error) {
    if (!isContextError(error)) throw error
    const isOpen = error.code === 'not_signed' || error.code === 'keys_unavailable'
    return { participant, mark: isOpen ? 'unverified' : 'forged', error }
  }
}

/** Of those who are present with one context, who joined first. */
function firstOfEach<P extends ParticipantRecord>(
  marked: readonly MarkedParticipant<P>[],
): Map<string, MarkedParticipant<P>> {
  const first = new Map<string, MarkedParticipant<P>>()
  for (const one of marked) {
    if (one.mark !== 'verified' || !isPresent(one.participant)) continue
    const { jti } = one.identity
    const other = first.get(jti)
    if (!other || joinedAt(one.participant) < joinedAt(other.participant)) first.set(jti, one)
  }
  return first
}

function isPresent({ left_at }: ParticipantRecord): boolean {
  return left_at == null
}

/** Whose moment is not known counts as the last. */
function joinedAt({ joined_at }: ParticipantRecord): number {
  const at = Date.parse(joined_at ?? '')
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at
}
