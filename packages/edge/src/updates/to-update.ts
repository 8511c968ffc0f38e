import type { Update } from '@greenroom/core/updates'
import type { WebhookEvent } from '@greenroom/core/webhooks'

const longestText = 1_024
const ids = ['session_id', 'participant_id', 'recording_id', 'composition_id'] as const

/**
 * Returns the update for a webhook event: its ids and type only, because pages of other users receive it.
 * Returns undefined for an event that names no room, and for an id or type that exceeds 1,024 characters.
 *
 * @param receivedAt Time of receipt in milliseconds since 1970, for an event without a valid time.
 */
export function toUpdate(
  { id, event_type, occurred_at, payload }: WebhookEvent,
  receivedAt: number,
): Update | undefined {
  const fields = new Map(Object.entries(Object(payload) as Readonly<Record<string, unknown>>))
  const room_id = fields.get('room_id')
  // A page ends its connection over a line that is too long, and would receive it again and again.
  if (!isId(room_id) || id.length > longestText || event_type.length > longestText) return undefined
  const named = ids.map((name) => [name, fields.get(name)] as const).filter(([, value]) => isId(value))
  return {
    id,
    type: event_type,
    occurred_at: isTime(occurred_at) ? occurred_at : new Date(receivedAt).toISOString(),
    room_id,
    ...(Object.fromEntries(named) as Partial<Record<(typeof ids)[number], string>>),
  }
}

/** An id is short and simple. Other values in its place could carry anything. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value)
}

function isTime(value: string | null | undefined): value is string {
  return typeof value === 'string' && value.length <= 64 && !Number.isNaN(Date.parse(value))
}
