import type { VideoEventPayload, VideoEventType } from '@greenroom/core/webhooks'

/** Webhook addresses and timeout of a room or composition. */
export interface WebhookTarget {
  readonly webhook_event_url: string | null
  readonly webhook_event_failover_url: string
  readonly webhook_timeout_secs: number | null
}

/** An event of Video, with the target of its webhook. */
export type EngineEvent = {
  [Type in VideoEventType]: {
    readonly type: Type
    /** Time of the event, as the API writes it. */
    readonly at: string
    readonly payload: VideoEventPayload<Type>
    readonly target: WebhookTarget
  }
}[VideoEventType]

/** A moderator muted or unmuted a participant. The API has no webhook for it. */
export interface Moderation {
  readonly participant_id: string
  readonly muted: boolean
}

/** Delivers events to its listeners synchronously, in order. */
export interface Channel<Event> {
  emit(event: Event): void
  /** Adds a listener. Returns a function that removes it. */
  listen(listener: (event: Event) => void): () => void
}

/** Creates a channel without listeners. */
export function createChannel<Event>(): Channel<Event> {
  const listeners = new Set<(event: Event) => void>()
  return {
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
