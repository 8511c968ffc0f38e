import type { VideoEventPayload, VideoEventType } from '@greenroom/core/webhooks'

/** Where the events of something are sent. */
export interface WebhookTarget {
  readonly webhook_event_url: string | null
  readonly webhook_event_failover_url: string
  readonly webhook_timeout_secs: number | null
}

/** Something that happened, and whom to tell. */
export type EngineEvent = {
  [Type in VideoEventType]: {
    readonly type: Type
    /** When, as the API writes it. */
    readonly at: string
    readonly payload: VideoEventPayload<Type>
    readonly target: WebhookTarget
  }
}[VideoEventType]

/** Somebody was silenced by a moderator, or may speak again; the API has no event for it. */
export interface Moderation {
  readonly participant_id: string
  readonly muted: boolean
}

/** Tells those who listen what happens, in the order in which it does. */
export interface Channel<Event> {
  tell(event: Event): void
  /** Adds a listener; the function that it returns takes it away. */
  listen(listener: (event: Event) => void): () => void
}

/** Makes a channel without listeners. */
export function createChannel<Event>(): Channel<Event> {
  const listeners = new Set<(event: Event) => void>()
  return {
    tell(event) {
      for (const listener of listeners) listener(event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
