import { isResponse } from '../http/any-response.ts'
import { tokenTtl } from '../join-tokens/lifetimes.ts'
import { refusals } from '../refusals/refusals.ts'
import { type Authorize, decide, type Grant } from './authorize.ts'
import type { Call } from './call.ts'
import { allowsRoom } from './room-scope.ts'

/**
 * Calls `authorize` for each room of a stream, and returns a grant of these rooms, for the shortest of the
 * granted times.
 *
 * @param calls At least one call for each room, by the room's id.
 * @throws {Refusal} of the first room that is refused; 403 for grants of different users.
 */
export async function decideEach(
  authorize: Authorize,
  request: Request,
  calls: ReadonlyMap<string, Call>,
): Promise<Grant | Response> {
  const grants = new Map<string, Grant>()
  for (const [room, call] of calls) {
    const grant = await decide(authorize, request, call)
    if (isResponse(grant)) return grant
    grants.set(room, grant)
  }
  const all = [...grants.values()]
  const [first, ...others] = all
  if (!first || others.some(({ user }) => user !== first.user)) {
    throw refusals.denied('the grants of the rooms have different users')
  }
  return {
    user: first.user,
    tokenTtlSecs: Math.min(...all.map(({ tokenTtlSecs = tokenTtl.otherwise }) => tokenTtlSecs)),
    rooms: (id) => {
      const grant = grants.get(id)
      return grant !== undefined && allowsRoom(grant.rooms, id)
    },
  }
}
