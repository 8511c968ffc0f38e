import type { LeaveReason, LiveMessage, LiveRoomSnapshot, LiveRoomStatus } from './types.ts'

/** What was read of the vendor's room. */
export type Reading = Pick<LiveRoomSnapshot, 'localParticipantId' | 'participants' | 'streams' | 'audioTrack'>

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

/** Makes the snapshot of another status. */
export function withStatus(
  snapshot: LiveRoomSnapshot,
  status: LiveRoomStatus,
  reason?: LeaveReason,
  error?: Error,
): LiveRoomSnapshot {
  // Those who were there are kept until somebody else is known to be: a page need not flicker.
  const { messages } = snapshot
  const kept = status === 'left' || status === 'joining' ? { ...idleLiveRoom, messages } : snapshot
  return { ...kept, status, reason, error }
}

/** Makes the snapshot with what was read now; the same one if nothing changed by it. */
export function withReading(snapshot: LiveRoomSnapshot, reading: Reading): LiveRoomSnapshot {
  return withChanges(snapshot, {
    ...reading,
    participants: sameOr(snapshot.participants, reading.participants),
    streams: sameOr(snapshot.streams, reading.streams),
  })
}

/** Makes the snapshot with another text. */
export function withMessage(snapshot: LiveRoomSnapshot, message: Omit<LiveMessage, 'id'>): LiveRoomSnapshot {
  const id = (snapshot.messages.at(-1)?.id ?? 0) + 1
  return { ...snapshot, messages: [...snapshot.messages, { id, ...message }].slice(-mostMessages) }
}

/** Whether all that one says is so of the other. */
export function isAlike<T extends object>(a: T, b: Partial<T>): boolean {
  return (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key])
}

/** The old list if the new one says the same, and the old entries where they do. */
function sameOr<T extends { readonly id: string }>(old: readonly T[], next: readonly T[]): readonly T[] {
  const kept = next.map((one) => withChanges(old.find(({ id }) => id === one.id) ?? one, one))
  return kept.length === old.length && isAlike(old, kept) ? old : kept
}

function withChanges<T extends object>(old: T, changes: Partial<T>): T {
  return isAlike(old, changes) ? old : { ...old, ...changes }
}
