import type { JoinTokenEvent } from '@greenroom/core/join-token'

/** The join token events of this browser tab, per room. It never contains a token. */
export interface TokenLog {
  /** Adds an event. */
  record(event: JoinTokenEvent, roomId: string): void
  /** Returns a room's events, oldest first. The array stays the same until the next event. */
  getEvents(roomId: string): readonly JoinTokenEvent[]
  subscribe(listener: () => void): () => void
}

/** How many events to keep per room, enough for a few hours. */
const maxEvents = 200

const noEvents: readonly JoinTokenEvent[] = []

/** Creates an empty log. */
export function createTokenLog(): TokenLog {
  const events = new Map<string, readonly JoinTokenEvent[]>()
  const listeners = new Set<() => void>()
  return {
    record(event, roomId) {
      // A source that rests discards its token, which is not a loss.
      if (event.type === 'lost' && events.get(roomId)?.at(-1)?.type === 'rested') return
      events.set(roomId, [...(events.get(roomId) ?? noEvents), event].slice(-maxEvents))
      for (const listener of listeners) listener()
    },
    getEvents: (roomId) => events.get(roomId) ?? noEvents,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
