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

/** Changes within this time are announced together, in milliseconds: screen readers read out every text. */
const collectMs = 1_000

/** Announces to screen readers who joins, leaves, shares a screen or sends a message. */
export function Announcer({ room, participants, isChatOpen, labels }: AnnouncerProps) {
  return (
    <>
      <Announcement {...usePeopleText(participants, labels)} />
      <Announcement {...useMessageText(room, isChatOpen, labels)} />
    </>
  )
}

/** A text, and what distinguishes it from an earlier one with the same words. */
interface Spoken {
  readonly id: number
  readonly text: string
}

const nothing: Spoken = { id: 0, text: '' }

/** A live region. It is there before its text; a new element in it is announced, whatever its words are. */
function Announcement({ id, text }: Spoken) {
  return (
    <p className="gr-sr-only" aria-live="polite">
      <span key={id}>{text}</span>
    </p>
  )
}

/** The names by participant id, and the names of those who share a screen by stream id. */
interface Presence {
  readonly names: ReadonlyMap<string, string>
  readonly screens: ReadonlyMap<string, string>
}

function usePeopleText(participants: readonly ParticipantWithStreams[], labels: CallLabels): Spoken {
  const [spoken, setSpoken] = useState(nothing)
  const announced = useRef<Presence>(undefined)
  const latest = useRef<Presence>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const now = presenceOf(participants, labels)
    latest.current = now
    const announce = () => {
      timer.current = undefined
      const { current: before = now } = announced
      announced.current = latest.current
      const text = describeChanges(before, latest.current ?? now, labels)
      if (text !== '') setSpoken(({ id }) => ({ id: id + 1, text }))
    }
    if (announced.current === undefined) {
      // Those who were there first need no announcement.
      if (participants.length > 0) announced.current = now
    } else if (timer.current === undefined) {
      timer.current = setTimeout(announce, collectMs)
    }
  }, [participants, labels])
  useEffect(() => {
    return () => {
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [])
  return spoken
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

function useMessageText(room: LiveRoom, isChatOpen: boolean, labels: CallLabels): Spoken {
  const { messages } = useRoomMessages(room)
  const names = useParticipantNames(room, labels)
  const last = messages.at(-1)
  const lastId = last?.id ?? 0
  // A message that was seen in the chat is not announced when the chat closes.
  const [seenId, setSeenId] = useState(lastId)
  if (isChatOpen && seenId !== lastId) setSeenId(lastId)
  if (isChatOpen || last === undefined || last.isLocal || lastId === seenId) return nothing
  const name = names.get(last.from) ?? labels.unknownParticipant
  return { id: lastId, text: labels.messageReceived(name, last.text) }
}
