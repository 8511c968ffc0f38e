import type { AnyEndpoint } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import type { Grant } from './grant.ts'
import { isWebhookField } from './read-input.ts'

/** Leaves out what a page must not see: where events go, at any depth. */
export function withoutWebhookFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWebhookFields)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isWebhookField(name))
      .map(([name, item]) => [name, withoutWebhookFields(item)]),
  )
}

interface Listed {
  readonly data: readonly Readonly<Record<string, unknown>>[]
}

/** Leaves out of a list what is of rooms that the grant does not name. */
export function withinRooms(endpoint: AnyEndpoint, output: unknown, grant: Grant): unknown {
  const { rooms: isAllowed } = grant
  if (isAllowed === undefined || endpoint.envelope !== 'page') return output
  const room = endpoint.path === rooms.list.path ? 'id' : 'room_id'
  const page = output as Listed
  // What tells no room was asked for by a room that was checked before.
  const data = page.data.filter(({ [room]: id }) => typeof id !== 'string' || isAllowed(id))
  return { ...page, data }
}
