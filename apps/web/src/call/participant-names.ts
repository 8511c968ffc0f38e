import type { ParticipantWithStreams } from '@greenroom/react/live'
import { useState } from 'react'
import { getParticipantName } from '../room/participant-name.ts'

/** Names of participants by id, including those who have left, for the messages they sent. */
export type ParticipantNames = ReadonlyMap<string, string>

/**
 * Returns the names of all participants so far. The map keeps its identity until a name is added or changes,
 * and not merely when a participant speaks.
 */
export function useParticipantNames(
  participants: readonly Pick<ParticipantWithStreams, 'id' | 'context'>[],
): ParticipantNames {
  const [names, setNames] = useState<ParticipantNames>(new Map())
  const changed = participants
    .map((participant) => [participant.id, getParticipantName(participant)] as const)
    .filter(([id, name]) => names.get(id) !== name)
  if (changed.length === 0) return names
  const next = new Map([...names, ...changed])
  setNames(next)
  return next
}
