import { secondsBetween } from '../clock.ts'
import type { DownloadLinks } from '../files/download-links.ts'
import { sampleSizeMb } from '../files/files.ts'
import type { CompositionRow, SessionRow } from '../state/rows.ts'
import type { EngineContext } from './engine-context.ts'

/** How long a composition is enqueued and how long it is processed, in seconds. */
const enqueuedSecs = 2
const processingSecs = 5

/** Settings of a new composition. */
export type CompositionSettings = Pick<
  CompositionRow,
  | 'resolution'
  | 'video_layout'
  | 'audio_sources'
  | 'webhook_event_url'
  | 'webhook_event_failover_url'
  | 'webhook_timeout_secs'
>

/** Enqueues a new composition and returns it. */
export function enqueueComposition(
  { state, clock, scheduler }: EngineContext,
  session: SessionRow,
  settings: CompositionSettings,
): CompositionRow {
  const at = clock.timestamp()
  const composition = state.compositions.put({
    ...settings,
    id: crypto.randomUUID(),
    room_id: session.room_id,
    session_id: session.id,
    status: 'enqueued',
    size_mb: null,
    started_at: null,
    completed_at: null,
    created_at: at,
    updated_at: at,
  })
  const task = { kind: 'advance-composition', composition_id: composition.id } as const
  scheduler.add(task, enqueuedSecs, Date.parse(at))
  return composition
}

/** Advances a composition by one status: from enqueued to processing, then to completed. */
export function advanceComposition(
  context: EngineContext,
  links: DownloadLinks,
  id: string,
  atMs: number,
): void {
  const { state, clock, events, scheduler } = context
  const composition = state.compositions.get(id)
  if (!composition) return
  const at = clock.timestamp(atMs)
  if (composition.status === 'enqueued') {
    state.compositions.put({ ...composition, status: 'processing', started_at: at, updated_at: at })
    scheduler.add({ kind: 'advance-composition', composition_id: id }, processingSecs, atMs)
    return
  }
  const size_mb = sampleSizeMb('composition')
  state.compositions.put({ ...composition, status: 'completed', size_mb, completed_at: at, updated_at: at })
  events.emit({
    type: 'video.room.composition.completed',
    at,
    target: composition,
    payload: {
      room_id: composition.room_id,
      session_id: composition.session_id,
      composition_id: id,
      download_url: links.issue(id),
      duration_secs: compositionSecs(context, composition),
      format: 'mp4',
      resolution: composition.resolution,
      size_mb,
    },
  })
}

/** Returns the length of a composition in seconds: that of its session so far. */
export function compositionSecs(
  { state, clock }: Pick<EngineContext, 'state' | 'clock'>,
  { session_id }: CompositionRow,
): number {
  const session = state.sessions.get(session_id)
  return session
    ? secondsBetween(session.created_at, session.ended_at ?? new Date(clock.now()).toISOString())
    : 0
}
