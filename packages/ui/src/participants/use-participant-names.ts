import type { LiveRoom, LiveRoomSnapshot } from '@greenroom/live'
import { useMemo, useSyncExternalStore } from 'react'
import type { CallLabels } from '../labels/labels.ts'
import { getParticipantName, type NamedParticipant } from './participant-name.ts'

/** Names of participants by id, including those who have left, for the messages they sent. */
export type ParticipantNames = ReadonlyMap<string, string>

type People = ReadonlyMap<string, NamedParticipant>

/** Everyone who was in a room so far. Kept by room, so that a chat that opens later knows who left before. */
const peopleOf = new WeakMap<LiveRoom, People>()

const noPeople: People = new Map()

/**
 * Returns the names of all participants so far. The map keeps its identity until a name is added or changes,
 * and not merely when a participant speaks.
 */
export function useParticipantNames(room: LiveRoom, labels: CallLabels): ParticipantNames {
  const people = useSyncExternalStore(
    room.subscribe,
    () => readPeople(room, room.getSnapshot()),
    () => noPeople,
  )
  return useMemo(
    () => new Map([...people].map(([id, person]) => [id, getParticipantName(person, labels)])),
    [people, labels],
  )
}

function readPeople(room: LiveRoom, { participants }: Pick<LiveRoomSnapshot, 'participants'>): People {
  const known = peopleOf.get(room) ?? noPeople
  const changed = participants.filter(({ id, context }) => {
    const person = known.get(id)
    return person === undefined || person.context !== context
  })
  if (changed.length === 0) return known
  const people = new Map([...known, ...changed.map((person) => [person.id, person] as const)])
  peopleOf.set(room, people)
  return people
}
