import * as v from 'valibot'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { digest } from './digest.ts'

/** The fields that all events of a room have. */
const session = {
  /** The room (UUID). */
  room_id: v.string(),
  /** The session (UUID). */
  session_id: v.string(),
}

const participant = {
  ...session,
  /** The participant (UUID). */
  participant_id: v.string(),
}

const recording = {
  ...participant,
  /** The recording (UUID). */
  recording_id: v.string(),
  /** `audio` or `video`. */
  type: nullish(openEnum(['audio', 'video'])),
}

const file = {
  /** The URL of the file, valid for one hour. */
  download_url: nullish(v.string()),
  /** Length of the file, in seconds. */
  duration_secs: nullish(v.number()),
  /** Size of the file, in megabytes. */
  size_mb: nullish(v.number()),
}

/** The payload schema of each Telnyx Video event, by event type. */
const payloads = {
  /** The first participant joined an empty room. */
  'video.room.session.started': model(session),
  /** The last participant left, or the session was ended. */
  'video.room.session.ended': model({
    ...session,
    /** Duration of the session, in seconds. */
    duration_secs: nullish(v.number()),
    /** Why the session ended, e.g. `Ended from API`. */
    ended_reason: nullish(v.string()),
  }),
  /** A participant joined. */
  'video.room.participant.joined': model({
    ...participant,
    /** The context that the participant's client sent. Not verified. */
    context: nullish(v.string()),
  }),
  /** A participant left or was kicked. */
  'video.room.participant.left': model({
    ...participant,
    /** The context that the participant's client sent. Not verified. */
    context: nullish(v.string()),
    /** How long the participant was in the session, in seconds. */
    duration_secs: nullish(v.number()),
    /** Why the participant left, e.g. `kicked`. */
    left_reason: nullish(v.string()),
  }),
  /** The recording of a participant started. */
  'video.room.recording.started': model(recording),
  /** The file of a recording is ready. */
  'video.room.recording.completed': model({
    ...recording,
    ...file,
    /** Codec of the file, e.g. `opus`. */
    codec: nullish(v.string()),
  }),
  /** The file of a composition is ready. */
  'video.room.composition.completed': model({
    ...session,
    ...file,
    /** The composition (UUID). */
    composition_id: v.string(),
    /** Format of the file: `mp4`. */
    format: nullish(v.string()),
    /** Width and height of the video, e.g. `1280x720`. */
    resolution: nullish(v.string()),
  }),
}

/** The event types of Telnyx Video. */
export type VideoEventType = keyof typeof payloads

/** The payload of an event type. */
export type VideoEventPayload<Type extends VideoEventType> = v.InferOutput<(typeof payloads)[Type]>

interface EventBase {
  readonly record_type: 'event'
  /**
   * Id of the event (UUID). Events may arrive twice, late or out of order: store the id to detect repeats. If
   * the API sends none, it is a digest of the event.
   */
  readonly id: string
  /** When the event happened: ISO 8601, UTC, with microseconds. */
  readonly occurred_at?: string | null | undefined
  /** Number of the delivery attempt, and the URL it was sent to. */
  readonly meta?:
    | { readonly attempt?: number | undefined; readonly delivered_to?: string | undefined }
    | undefined
}

/**
 * An event of another product, of a type that this version does not know, or with a payload that does not
 * match the schema of its type.
 */
export interface OtherEvent extends EventBase {
  readonly event_type: string
  readonly payload: unknown
}

/** An event of Telnyx Video. Its `event_type` narrows the type of its `payload`. */
export type VideoEvent = {
  [Type in VideoEventType]: EventBase & {
    readonly event_type: Type
    readonly payload: VideoEventPayload<Type>
  }
}[VideoEventType]

/** The event of a verified webhook. {@link isVideoEvent} narrows it. */
export type WebhookEvent = VideoEvent | OtherEvent

const Meta = model({ attempt: nullish(v.number()), delivered_to: nullish(v.string()) })

/**
 * Returns whether an event belongs to Telnyx Video and its payload matches the schema of its type, so that
 * its `event_type` narrows its `payload`.
 */
export function isVideoEvent(event: WebhookEvent): event is VideoEvent {
  const { event_type: type, payload } = event
  return isVideoEventType(type) && v.is(payloads[type], payload)
}

function isVideoEventType(type: string): type is VideoEventType {
  return Object.hasOwn(payloads, type)
}

/**
 * Parses the body of an event. Tolerates every body with an event type, because a signed event must not be
 * lost. Members of the envelope that do not match their types are left out.
 *
 * @returns the event, or undefined if the body has no event type.
 */
export async function readEvent(body: string): Promise<WebhookEvent | undefined> {
  const { data, meta } = Object(parse(body)) as { readonly data?: unknown; readonly meta?: unknown }
  const { id, event_type, occurred_at, ...fields } = Object(data) as Partial<Record<string, unknown>>
  if (typeof event_type !== 'string') return undefined
  const isId = (typeof id === 'string' && id !== '') || typeof id === 'number'
  const event = {
    payload: undefined,
    ...fields,
    id: isId ? String(id) : await digest(JSON.stringify(data)),
    event_type,
    ...(typeof occurred_at === 'string' && { occurred_at }),
    ...(v.is(Meta, meta) && { meta }),
  }
  // TypeScript cannot relate the type of an event to its payload, which `isVideoEvent` checks.
  return event as unknown as WebhookEvent
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
