import type { Update } from '@greenroom/core/updates'
import type { Query, QueryKey } from '@tanstack/react-query'

/** Which queries an update concerns, by the resource that its type names. */
interface Concern {
  /** First segment of the keys. */
  readonly collection: string
  /** The item that changed. Lists of the collection are always concerned. */
  readonly id: string | undefined
  /** Whether only lists that include participants are concerned. */
  readonly withParticipants?: boolean
}

/** Returns a predicate for the queries of a scope that may have changed with an update. */
export function concernedQueries(update: Update, scope: string): (query: Pick<Query, 'queryKey'>) => boolean {
  const concerns = concernsOf(update)
  return ({ queryKey: [product, owner, ...path] }) =>
    product === 'telnyx' && owner === scope && concerns.some((concern) => isConcerned(concern, path))
}

function concernsOf(update: Update): readonly Concern[] {
  const { type, room_id, session_id, participant_id, recording_id, composition_id } = update
  const room = { collection: 'rooms', id: room_id }
  const session = { collection: 'room_sessions', id: session_id }
  const participants = [
    { collection: 'room_participants', id: participant_id },
    { collection: 'room_sessions', id: session_id, withParticipants: true },
    { collection: 'rooms', id: room_id, withParticipants: true },
  ]
  const recordings = [{ collection: 'room_recordings', id: recording_id }]
  const compositions = [{ collection: 'room_compositions', id: composition_id }]
  if (type.includes('.participant.')) return participants
  if (type.includes('.recording.')) return recordings
  if (type.includes('.composition.')) return compositions
  if (type.startsWith('greenroom.room.')) return [room]
  if (type === 'greenroom.session.muted' || type === 'greenroom.session.unmuted') return []
  if (type.includes('.session.')) return [room, session, ...participants]
  // A type that this version does not know may concern anything in the room.
  return [room, session, ...participants, ...recordings, ...compositions]
}

function isConcerned({ collection, id, withParticipants = false }: Concern, path: QueryKey): boolean {
  const [first, item, below] = path
  if (first !== collection) return false
  // Every list of the API may contain the item, whatever its filter.
  if (typeof item !== 'string') return !withParticipants || includesParticipants(path)
  // An update without the item's id may concern any of them.
  if (id !== undefined && item !== id) return false
  return !withParticipants || below === 'participants' || includesParticipants(path)
}

function includesParticipants(path: QueryKey): boolean {
  return path.some((part) => Object(part).include_participants === true)
}
