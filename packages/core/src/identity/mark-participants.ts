import type { RoomParticipant } from '../video/room-participants.ts'
import { type ContextError, isContextError } from './context-error.ts'
import { readSignedContext } from './signed-context.ts'
import { type ContextOptions, type Identity, verifyContext } from './verify-context.ts'

/**
 * A participant, and the result of verifying their context.
 *
 * - `verified`: the gateway admitted the user in `identity`.
 * - `unverified`: the participant has no signed context, or its key is not available yet: see `error`.
 * - `forged`: the signed context is invalid: see `error`.
 * - `duplicated`: another present participant, who joined earlier, has the same signed context.
 */
export type MarkedParticipant<P> =
  | { readonly participant: P; readonly mark: 'verified' | 'duplicated'; readonly identity: Identity }
  | { readonly participant: P; readonly mark: 'unverified' | 'forged'; readonly error: ContextError }

/** The fields of a participant that are read. */
export type ParticipantRecord = Pick<RoomParticipant, 'context' | 'joined_at' | 'left_at'>

/** Options of {@link markParticipants}. */
export interface MarkParticipantsOptions extends ContextOptions {
  /** The room that the participants are in (UUID). */
  readonly roomId: string
  /**
   * Returns the signed context from a participant's context, if yours contains more. If it throws, the
   * participant counts as one without a signed context. Default: the whole context.
   */
  readonly contextIn?: ((context: string) => string | undefined) | undefined
}

/**
 * Resolves to the participants of a session with their marks, in the same order. Pass all present
 * participants: a duplicated context is found only if the participant who joined first is included.
 *
 * A context must be valid at the time when its participant joined. So a mark does not change to `forged`
 * during a long session.
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
 *   const participants = paginate(client, roomSessions.listParticipants, { room_session_id })
 *   for await (const participant of participants) present.push(participant)
 *   const marked = await markParticipants(present, { keys, audience: 'https://app.example', roomId })
 *   return marked.filter(({ mark }) => mark !== 'verified').map(({ participant }) => participant.id)
 * }
 * ```
 */
export async function markParticipants<P extends ParticipantRecord>(
  participants: Iterable<P>,
  options: MarkParticipantsOptions,
): Promise<MarkedParticipant<P>[]> {
  const { keys } = options
  const withContexts = [...participants].map((participant) => ({
    participant,
    context: contextOf(participant, options),
  }))
  // Declared in advance, so that one look-up of keys serves all participants.
  const kids = [...new Set(withContexts.flatMap(({ context }) => kidOf(context) ?? []))]
  const withKids =
    typeof keys === 'function' ? { ...options, keys: (kid: string) => keys(kid, kids) } : options
  const marked: MarkedParticipant<P>[] = []
  // One at a time, so that the first participant with a new key looks it up for all.
  for (const { participant, context } of withContexts) marked.push(await mark(participant, context, withKids))
  const first = firstOfEach(marked)
  return marked.map((entry) => {
    if (entry.mark !== 'verified' || !isPresent(entry.participant)) return entry
    return first.get(entry.identity.jti) === entry ? entry : { ...entry, mark: 'duplicated' }
  })
}

/** Returns the signed context of a participant, or an empty string. */
function contextOf({ context }: ParticipantRecord, { contextIn }: MarkParticipantsOptions): string {
  if (!contextIn) return context ?? ''
  try {
    return contextIn(context ?? '') ?? ''
  } catch {
    // Participants send any text: one that the app cannot parse must not prevent the marks of the others.
    return ''
  }
}

/** Returns the id of the key that a context names, if it is signed. */
function kidOf(context: string): string | undefined {
  try {
    return readSignedContext(context).kid
  } catch {
    return undefined
  }
}

async function mark<P extends ParticipantRecord>(
  participant: P,
  context: string,
  options: Omit<MarkParticipantsOptions, 'contextIn'>,
): Promise<MarkedParticipant<P>> {
  try {
    const identity = await verifyContext(context, { ...options, joinedAt: participant.joined_at })
    return { participant, mark: 'verified', identity }
  } catch (error) {
    if (!isContextError(error)) throw error
    const isOpen = error.code === 'not_signed' || error.code === 'keys_unavailable'
    return { participant, mark: isOpen ? 'unverified' : 'forged', error }
  }
}

/** Returns the present participant who joined first with each context, by its `jti`. */
function firstOfEach<P extends ParticipantRecord>(
  marked: readonly MarkedParticipant<P>[],
): Map<string, MarkedParticipant<P>> {
  const first = new Map<string, MarkedParticipant<P>>()
  for (const entry of marked) {
    if (entry.mark !== 'verified' || !isPresent(entry.participant)) continue
    const { jti } = entry.identity
    const other = first.get(jti)
    if (!other || joinedAt(entry.participant) < joinedAt(other.participant)) first.set(jti, entry)
  }
  return first
}

function isPresent({ left_at }: ParticipantRecord): boolean {
  return left_at == null
}

/** Returns the time of joining; an unknown time counts as the last. */
function joinedAt({ joined_at }: ParticipantRecord): number {
  const at = Date.parse(joined_at ?? '')
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at
}
