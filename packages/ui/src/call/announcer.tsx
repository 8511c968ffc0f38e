import type { LiveRoom } from '@greenroom/live'
import { type ParticipantWithStreams, useRoomMessages } from '@greenroom/react/live'
import { useEffect, useRef, useState } from 'react'
import type { CallLabels } from '../labels/labels.ts'
import { getParticipantName } from '../participants/participant-name.ts'
import { useParticipantNames } from '../participants/use-participant-names.ts'

export interface AnnouncerProps {
  readonly room: LiveRoom
  readonly participants: readonly ParticipantWithStreams[]
  /** An open chat announces its messages itself. */
  readonly isChatOpen: boolean
  readonly labels: CallLabels
}

/** Announces to screen readers who joins, leaves, shares a screen or sends a message. */
export function Announcer({ room, participants, isChatOpen, labels }: AnnouncerProps) {
  const people = usePeopleText(participants, labels)
  const message = useMessageText(room, isChatOpen, labels)
  return (
    <>
      <p className="gr-sr-only" aria-live="polite">
        {people}
      </p>
      <p className="gr-sr-only" aria-live="polite">
        {message}
      </p>
    </>
  )
}

/** The names by participant id, and the names of those who share a screen by stream id. */
interface Presence {
  readonly names: ReadonlyMap<string, string>
  readonly screens: ReadonlyMap<string, string>
}

function usePeopleText(participants: readonly ParticipantWithStreams[], labels: CallLabels): string {
  const [text, setText] = useState('')
  const previous = useRef<Presence>(undefined)
  useEffect(() => {
    const before = previous.current
    const now = presenceOf(participants, labels)
    // Those who were there first need no announcement.
    if (before || participants.length > 0) previous.current = now
    const changes = before ? describeChanges(before, now, labels) : ''
    if (changes !== '') setText(changes)
  }, [participants, labels])
  return text
}

function presenceOf(participants: readonly ParticipantWithStreams[], labels: CallLabels): Presence {
  const others = participants.filter(({ isLocal }) => !isLocal)
  return {
    names: new Map(others.map((other) => [other.id, getParticipantName(other, labels)])),
    screens: new Map(
      others.flatMap((other) =>
        other.streams
          .filter(({ key, isVideoEnabled }) => key === 'presentation' && isVideoEnabled)
          .map(({ id }) => [id, getParticipantName(other, labels)] as const),
      ),
    ),
  }
}

/** Returns one text for all changes at once. */
export function describeChanges(before: Presence, now: Presence, labels: CallLabels): string {
  const added = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
    [...b].filter(([id]) => !a.has(id)).map(([, name]) => name)
  const say = (names: readonly string[], one: (name: string) => string, many: (count: number) => string) => {
    const [first] = names
    if (first === undefined) return []
    return [names.length === 1 ? one(first) : many(names.length)]
  }
  return [
    ...say(added(before.names, now.names), labels.participantJoined, labels.participantsJoined),
    ...say(added(now.names, before.names), labels.participantLeft, labels.participantsLeft),
    ...added(before.screens, now.screens).map(labels.screenShared),
  ].join(' ')
}

function useMessageText(room: LiveRoom, isChatOpen: boolean, labels: CallLabels): string {
  const { messages } = useRoomMessages(room)
  const names = useParticipantNames(room, labels)
  const last = messages.at(-1)
  if (isChatOpen || last === undefined || last.isLocal) return ''
  return labels.messageReceived(names.get(last.from) ?? labels.unknownParticipant, last.text)
}
