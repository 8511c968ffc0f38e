import * as v from 'valibot'
import { model, nullish } from '../schema/model.ts'
import { openEnum } from '../schema/open-enum.ts'
import { timestamp } from '../schema/time.ts'

/** What all events of a room tell. */
const session = {
  /** The room (UUID). */
  room_id: v.string(),
  /** Its session (UUID). */
  session_id: v.string(),
}

const participant = {
  ...session,
  /** Whose it is (UUID). */
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
  /** Where the file is, for one hour. */
  download_url: nullish(v.string()),
  /** How long it is, in seconds. */
  duration_secs: nullish(v.number()),
  /** How large it is, in megabytes. */
  size_mb: nullish(v.number()),
}

/** The payload of each event of Telnyx Video, by its type. */
const payloads = {
  /** Somebody joined a room where nobody was. */
  'video.room.session.started': model(session),
  /** The last participant left, or the session was ended. */
  'video.room.session.ended': model({
    ...session,
    /** How long it lasted, in seconds. */
    duration_secs: nullish(v.number()),
    /** Why it ended, e.g. `Ended from API`. */
    ended_reason: nullish(v.string()),
  }),
  /** Somebody joined. */
  'video.room.participant.joined': model({
    ...participant,
    /** What their client said of itself; nothing vouches for it. */
    context: nullish(v.string()),
  }),
  /** Somebody left, or was put out. */
  'video.room.participant.left': model({
    ...participant,
    /** What their client said of itself; nothing vouches for it. */
    context: nullish(v.string()),
    /** How long they were there, in seconds. */
    duration_secs: nullish(v.number()),
    /** Why they left, e.g. `kicked`. */
    left_reason: nullish(v.string()),
  }),
  /** A participant is recorded from now on. */
  'video.room.recording.started': model(recording),
  /** The file of a recording is there. */
  'video.room.recording.completed': model({
    ...recording,
    ...file,
    /** How it is encoded, e.g. `opus`. */
    codec: nullish(v.string()),
  }),
  /** The file of a composition is there. */
  'video.room.composition.completed': model({
    ...session,
    ...file,
    /** The composition (UUID). */
    composition_id: v.string(),
    /** The file's format, `mp4`. */
    format: nullish(v.string()),
    /** Width and height of its picture, e.g. `1280x720`. */
    resolution: nullish(v.string()),
  }),
}

/** The types of the events of Telnyx Video. */
export type VideoEventType = keyof typeof payloads

/** What an event of a type tells. */
export type VideoEventPayload<Type extends VideoEventType> = v.InferOutput<(typeof payloads)[Type]>

interface EventBase {
  readonly record_type: 'event'
  /** Identifies the event (UUID). Events may come twice, late and out of order: remember it. */
  readonly id: string
  /** When it happened, in UTC with microseconds. */
  readonly occurred_at?: string | null | undefined
  /** Which delivery this is, and where it went. */
  readonly meta?:
    | { readonly attempt?: number | undefined; readonly delivered_to?: string | undefined }
    | undefined
}

/** An event of another product, or one that the API has added. */
export interface OtherEvent extends EventBase {
  readonly event_type: string
  readonly payload: unknown
}

/** An event of Telnyx Video; compare its `event_type` to know its payload. */
export type VideoEvent = {
  [Type in VideoEventType]: EventBase & {
    readonly event_type: Type
    readonly payload: VideoEventPayload<Type>
  }
}[VideoEventType]

/** What a verified webhook tells; {@link isVideoEvent} narrows it. */
export type WebhookEvent = VideoEvent | OtherEvent

const Envelope = model({
  data: model({
    id: v.string(),
    event_type: v.string(),
    occurred_at: nullish(timestamp()),
    payload: v.unknown(),
  }),
  meta: nullish(model({ attempt: nullish(v.number()), delivered_to: nullish(v.string()) })),
})

/** Whether an event is one of Telnyx Video, so that its `event_type` tells its payload. */
export function isVideoEvent(event: WebhookEvent): event is VideoEvent {
  return isVideoEventType(event.event_type)
}

function isVideoEventType(type: string): type is VideoEventType {
  return Object.hasOwn(payloads, type)
}

/** Reads the body of an event; undefined when it is none, or not what its type promises. */
export function readEvent(body: string): WebhookEvent | undefined {
  const envelope = v.safeParse(Envelope, parse(body))
  if (!envelope.success) return undefined
  const { data, meta } = envelope.output
  if (isVideoEventType(data.event_type) && !v.is(payloads[data.event_type], data.payload)) return undefined
  return { ...data, ...(meta ? { meta } : {}) } as WebhookEvent
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
