import type { LeaveReason, LiveMessage, LiveRoomSnapshot, LiveRoomStatus } from './types.ts'

/** The part of the snapshot that is read from the vendor's room. */
export type Reading = Pick<LiveRoomSnapshot, 'localParticipantId' | 'participants' | 'streams' | 'audioTrack'>

/** The snapshot of a room before the first join. Use it as the snapshot for server rendering. */
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

const maxMessages = 500

/** Returns the snapshot with another status. */
export function withStatus(
  snapshot: LiveRoomSnapshot,
  status: LiveRoomStatus,
  reason?: LeaveReason,
  error?: Error,
): LiveRoomSnapshot {
  // While reconnecting, participants and streams stay in the snapshot, so that the UI does not flicker.
  const { messages } = snapshot
  const kept = status === 'left' || status === 'joining' ? { ...idleLiveRoom, messages } : snapshot
  return { ...kept, status, reason, error }
}

/** Returns the snapshot with a new reading, or the same object if nothing changed. */
export function withReading(snapshot: LiveRoomSnapshot, reading: Reading): LiveRoomSnapshot {
  return withChanges(snapshot, {
    ...reading,
    participants: sameOr(snapshot.participants, reading.participants),
    streams: sameOr(snapshot.streams, reading.streams),
  })
}

/** Returns the snapshot with another message. */
export function withMessage(snapshot: LiveRoomSnapshot, message: Omit<LiveMessage, 'id'>): LiveRoomSnapshot {
  const id = (snapshot.messages.at(-1)?.id ?? 0) + 1
  return { ...snapshot, messages: [...snapshot.messages, { id, ...message }].slice(-maxMessages) }
}

/** Returns whether `a` has all the property values of `b`. */
export function isAlike<T extends object>(a: T, b: Partial<T>): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key])
}

/** Returns the old list if nothing changed; otherwise a list that keeps the unchanged objects. */
function sameOr<T extends { readonly id: string }>(old: readonly T[], next: readonly T[]): readonly T[] {
  const kept = next.map((item) => withChanges(old.find(({ id }) => id === item.id) ?? item, item))
  return kept.length === old.length && isAlike(old, kept) ? old : kept
}

function withChanges<T extends object>(old: T, changes: Partial<T>): T {
  return isAlike(old, changes) ? old : { ...old, ...changes }
}
