import type { EndpointDefinition } from '@greenroom/core'
import { type FieldReference, pathNames } from '@greenroom/core/wire'
import { refusals } from '../refusals/refusals.ts'
import { isUuid } from './plain-id.ts'
import type { FindRoom } from './room-finder.ts'

/** The resources that a call names by their ids. */
export interface NamedResources {
  /** How many there are. */
  readonly count: number
  /**
   * Resolves to the room of each resource; undefined for a resource that has none, and for an id in a field
   * that the endpoint's schema does not mark.
   */
  rooms(): Promise<readonly (string | undefined)[]>
}

/** Matches a pointer to a field with a name such as `room_id` or `roomIds`, or to an item of it. */
const isIdField = /(^|[/_])s?ids?(\/\d+)*$|I[dD]s?(\/\d+)*$/

/** A room has at most 50 participants, so no call needs to name more resources. */
const mostResources = 60

/** Finds the resources that a call names. */
export function namedResources(
  { path }: Pick<EndpointDefinition, 'path'>,
  references: readonly FieldReference[],
  findRoom: FindRoom,
): NamedResources {
  const names = pathNames(path)
  const named = references.filter(({ pointer, value, reference }) =>
    reference === undefined
      ? isUuid(value) ||
        names.includes(pointer.slice(1)) ||
        (typeof value === 'string' && isIdField.test(pointer))
      : reference !== 'text' && reference !== 'callback',
  )
  const find = async () => {
    if (named.length > mostResources) throw refusals.denied(`the call names more than ${mostResources} ids`)
    return Promise.all(named.map(({ reference = '', value }) => findRoom(reference, String(value))))
  }
  let rooms: Promise<readonly (string | undefined)[]> | undefined
  return {
    count: named.length,
    rooms() {
      rooms ??= find()
      return rooms
    },
  }
}
