import type {
  LeaveReason,
  LiveMessage,
  LiveParticipant,
  LiveRoomSnapshot,
  LiveRoomStatus,
  LiveStream,
} from './types.ts'

/** What was read of the vendor's room. */
export interface Reading {
  readonly localParticipantId: string
  readonly participants: readonly Omit<LiveParticipant, 'isSpeaking'>[]
  readonly streams: readonly LiveStream[]
  readonly audioTrack: MediaStreamTrack | undefined
}

/** Something that happened in a room. */
export type Happening =
  | {
      readonly type: 'status'
      readonly status: LiveRoomStatus
      readonly reason?: LeaveReason | undefined
      readonly error?: Error | undefined
    }
  | { readonly type: 'read'; readonly reading: Reading }
  | { readonly type: 'speaking'; readonly participantId: string; readonly isSpeaking: boolean }
  | { readonly type: 'message'; readonly message: Omit<LiveMessage, 'id'> }

/** The snapshot of a room that nobody has joined yet, and of every room on a server. */
export const idleLiveRoom: LiveRoomSnapshot = {
  status: 'idle',
  reason: undefined,
  error: undefined,
  localParticipantId: undefined,
  participants: [],
  streams: [],
  messages: [],
  audioTrack: undefined,
}

const mostMessages = 500

/** Makes the snapshot after something happened; the same one if nothing changed by it. */
export function reduce(snapshot: LiveRoomSnapshot, happening: Happening): LiveRoomSnapshot {
  return withChanges(snapshot, changesBy(snapshot, happening))
}

function changesBy(snapshot: LiveRoomSnapshot, happening: Happening): Partial<LiveRoomSnapshot> {
  if (happening.type === 'status') {
    const { status, reason, error } = happening
    // Those who were there are kept until somebody else is known to be: a page need not flicker.
    const emptied = status === 'left' || status === 'joining'
    const { messages: _, ...nobody } = idleLiveRoom
    return { ...(emptied ? nobody : {}), status, reason, error }
  }
  if (happening.type === 'speaking') {
    const { participantId, isSpeaking } = happening
    const participants = snapshot.participants.map((one) =>
      one.id === participantId ? { ...one, isSpeaking } : one,
    )
    return { participants: sameOr(snapshot.participants, participants) }
  }
  if (happening.type === 'message') {
    const id = (snapshot.messages.at(-1)?.id ?? 0) + 1
    return { messages: [...snapshot.messages, { id, ...happening.message }].slice(-mostMessages) }
  }
  const { participants, streams, ...rest } = happening.reading
  const speaking = new Set(snapshot.participants.filter((one) => one.isSpeaking).map(({ id }) => id))
  const people = participants.map((one) => ({ ...one, isSpeaking: speaking.has(one.id) }))
  return {
    ...rest,
    participants: sameOr(snapshot.participants, people),
    streams: sameOr(snapshot.streams, streams),
  }
}

/** The old list if the new one says the same, and the old entries where they do. */
function sameOr<T extends { readonly id: string }>(old: readonly T[], next: readonly T[]): readonly T[] {
  const known = new Map(old.map((one) => [one.id, one]))
  const kept = next.map((one) => withChanges(known.get(one.id) ?? one, one))
  return kept.length === old.length && kept.every((one, at) => one === old[at]) ? old : kept
}

function withChanges<T extends object>(old: T, changes: Partial<T>): T {
  const keys = Object.keys(changes) as (keyof T)[]
  return keys.every((key) => old[key] === changes[key]) ? old : { ...old, ...changes }
}
