import type * as roomCompositions from '@greenroom/core/video/room-compositions'
import type { Engine } from '../engine.ts'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { inDays, pageOf } from '../http/paging.ts'
import { refusals } from '../http/refusal.ts'
import { enqueueComposition } from '../lifecycle/compositions.ts'
import type { CompositionRow } from '../state/rows.ts'
import { compositionView } from './views.ts'

/** Creates the handlers of the composition endpoints. */
export function createRoomCompositionHandlers(engine: Engine): Handlers<typeof roomCompositions> {
  const { state } = engine
  const find = (id: string) => {
    const row = state.compositions.get(id)
    if (!row) throw refusals.notFound('Unknown composition', { pointer: '/room_composition_id' })
    return row
  }
  const view = async (row: CompositionRow) =>
    compositionView(engine, row, (await engine.account()).account_id)
  return {
    async list({ filter = {}, page }) {
      const { session_id } = filter
      const rows = session_id === undefined ? state.compositions.all() : state.compositions.of(session_id)
      const found = rows.filter(
        (row) =>
          inDays(row.created_at, filter.date_created_at) &&
          (filter.status === undefined || filter.status === row.status),
      )
      const { data, meta } = pageOf(found, page, view)
      return { data: await Promise.all(data), meta }
    },

    create({ session_id, format: _, ...input }) {
      const session = session_id === undefined ? state.sessions.all()[0] : state.sessions.get(session_id)
      if (!session) {
        const refuse = session_id === undefined ? refusals.missing : refusals.unprocessable
        throw refuse('There is no such session', { pointer: '/session_id' })
      }
      return view(
        enqueueComposition(engine, session, {
          resolution: input.resolution ?? '1280x720',
          video_layout: input.video_layout ?? null,
          audio_sources: input.audio_sources ?? null,
          webhook_event_url: input.webhook_event_url ?? null,
          webhook_event_failover_url: input.webhook_event_failover_url ?? '',
          webhook_timeout_secs: input.webhook_timeout_secs ?? null,
        }),
      )
    },

    retrieve: ({ room_composition_id }) => view(find(room_composition_id)),

    delete({ room_composition_id }) {
      state.compositions.delete(find(room_composition_id).id)
    },
  }
}

/** Error shapes of the composition endpoints. */
export const roomCompositionErrorShapes: ErrorShapes<typeof roomCompositions> = {
  list: { '4XX': 'generic' },
  retrieve: { 404: 'bare' },
  delete: { 404: 'bare' },
}
