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

/** Tells those who listen what happens, in the order in which it does. */
export interface Events {
  tell(event: EngineEvent): void
  /** Adds a listener; the function that it returns takes it away. */
  listen(listener: (event: EngineEvent) => void): () => void
}

/** Makes a bus without listeners. */
export function createEvents(): Events {
  const listeners = new Set<(event: EngineEvent) => void>()
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
