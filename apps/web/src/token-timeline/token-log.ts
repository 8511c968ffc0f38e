import type { JoinTokenEvent } from '@greenroom/core/join-token'

/** What happened to the join tokens of this page, room by room. It never holds a token itself. */
export interface TokenLog {
  /** Takes note of an event. */
  record(event: JoinTokenEvent, roomId: string): void
  /** What happened to a room's token, the oldest first; the same array until something happens. */
  getEvents(roomId: string): readonly JoinTokenEvent[]
  subscribe(listener: () => void): () => void
}

/** How many events of a room are kept: some hours' worth. */
const most = 200

const none: readonly JoinTokenEvent[] = []

/** Makes an empty log. */
export function createTokenLog(): TokenLog {
  const events = new Map<string, readonly JoinTokenEvent[]>()
  const listeners = new Set<() => void>()
  return {
    record(event, roomId) {
      // A source that rests gives its token up: nobody misses it.
      if (event.type === 'lost' && events.get(roomId)?.at(-1)?.type === 'rested') return
      events.set(roomId, [...(events.get(roomId) ?? none), event].slice(-most))
      for (const listener of listeners) listener()
    },
    getEvents: (roomId) => events.get(roomId) ?? none,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
