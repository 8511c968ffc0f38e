import { idleLiveRoom, type LiveRoom, type LiveRoomSnapshot } from '@greenroom/live'
import { useMemo, useSyncExternalStore } from 'react'
import type { CallLabels } from '../labels/labels.ts'
import { getParticipantName } from './participant-name.ts'

/** Names of participants by id, including those who have left, for the messages they sent. */
export type ParticipantNames = ReadonlyMap<string, string>

/**
 * Returns the names of all participants so far. The map keeps its identity until a name is added or changes,
 * and not merely when a participant speaks.
 */
export function useParticipantNames(room: LiveRoom, labels: CallLabels): ParticipantNames {
  const read = useMemo(() => createReader(labels), [labels])
  return useSyncExternalStore(
    room.subscribe,
    () => read(room.getSnapshot()),
    () => read(idleLiveRoom),
  )
}

function createReader(labels: CallLabels) {
  let names: ParticipantNames = new Map()
  return ({ participants }: Pick<LiveRoomSnapshot, 'participants'>): ParticipantNames => {
    const changed = participants
      .map((participant) => [participant.id, getParticipantName(participant, labels)] as const)
      .filter(([id, name]) => names.get(id) !== name)
    if (changed.length > 0) names = new Map([...names, ...changed])
    return names
  }
}
