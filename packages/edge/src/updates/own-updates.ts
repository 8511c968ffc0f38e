import { routeOf } from '@greenroom/core'
import type { Update } from '@greenroom/core/updates'
import type { Call } from '../call/call.ts'
import type { NamedResources } from '../call/resources.ts'

/**
 * The updates of calls that change what the API reports by no webhook, by route: importing the endpoints
 * would add their schemas to every Worker.
 */
export const typesOfOwnUpdates: ReadonlyMap<string, string> = new Map([
  ['POST /rooms', 'greenroom.room.created'],
  ['PATCH /rooms/{room_id}', 'greenroom.room.updated'],
  ['DELETE /rooms/{room_id}', 'greenroom.room.deleted'],
  ['POST /room_sessions/{room_session_id}/actions/mute', 'greenroom.session.muted'],
  ['POST /room_sessions/{room_session_id}/actions/unmute', 'greenroom.session.unmuted'],
  ['DELETE /room_recordings/{room_recording_id}', 'greenroom.recording.deleted'],
  ['POST /room_compositions', 'greenroom.composition.created'],
  ['DELETE /room_compositions/{room_composition_id}', 'greenroom.composition.deleted'],
])

/**
 * Returns a function that makes the updates of a call from its output; undefined for a call without updates.
 * Call it before the call is sent, because the room of a deleted resource can no longer be looked up.
 */
export function ownUpdates(
  { endpoint, input }: Call,
  resources: NamedResources,
  now: () => number,
): ((output: unknown) => Promise<readonly Update[]>) | undefined {
  const type = typesOfOwnUpdates.get(routeOf(endpoint))
  if (type === undefined) return undefined
  // A failed look-up costs the updates, not the call.
  const named = resources.rooms().catch(() => [])
  return async (output) => {
    const { id, room_id: roomOfOutput } = Object(output) as Readonly<Record<string, unknown>>
    const created = type === 'greenroom.room.created' ? id : roomOfOutput
    const room_id = (await named).find((room) => room !== undefined) ?? created
    if (typeof room_id !== 'string') return []
    const isComposition = type.startsWith('greenroom.composition.')
    const { room_session_id, session_id = room_session_id, room_recording_id, room_composition_id } = input
    return participantsOf(input).map(
      (participant_id): Update => ({
        id: crypto.randomUUID(),
        type,
        occurred_at: new Date(now()).toISOString(),
        room_id,
        ...textFields({
          session_id,
          participant_id,
          recording_id: room_recording_id,
          composition_id: room_composition_id ?? (isComposition ? id : undefined),
        }),
      }),
    )
  }
}

/**
 * Returns the participants of an action, of which each gets an update; undefined stands for all participants,
 * and for a call without any. Nothing states all but some, so that causes no update.
 */
function participantsOf({ participants, exclude }: Call['input']): readonly unknown[] {
  if (Array.isArray(participants)) return participants
  return Array.isArray(exclude) && exclude.length > 0 ? [] : [undefined]
}

function textFields<T extends object>(fields: T): { readonly [Name in keyof T]?: string } {
  const present = Object.entries(fields).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(present) as { readonly [Name in keyof T]?: string }
}
