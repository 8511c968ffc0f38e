import { type Client, createClient } from '@greenroom/core'

/** How the gateway answers requests for a join token: with a token, or with this refusal. */
export interface TokenRefusal {
  readonly status: 401 | 403 | 404 | 429
  readonly code?: string
}

export const galleryRoomId = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'

/**
 * Returns a client with a gateway in this page. Its tokens are valid for the scripted room only.
 *
 * @param isFull Whether the room has as many participants as it allows.
 */
export function createScriptedClient(refusal: TokenRefusal | undefined, isFull: boolean): Client {
  let tokens = 0
  const respond = (path: string): Response => {
    if (/_client_token$/.test(path)) {
      if (refusal) {
        const { status, code } = refusal
        return respondWith(status, { errors: [{ code, title: 'Refused' }], terminal: true })
      }
      tokens += 1
      return respondWith(201, { data: { token: `scripted-${tokens}`, expires_in_ms: 600_000 } })
    }
    if (/\/room_sessions$|\/sessions$/.test(path)) {
      const participants = [{ id: 'p1', session_id: 's1', joined_at: new Date().toISOString() }]
      return respondWith(200, {
        data: [{ id: 's1', room_id: galleryRoomId, active: true, participants }],
        meta: { page_number: 1, page_size: 20, total_pages: 1, total_results: 1 },
      })
    }
    return respondWith(200, { data: { id: galleryRoomId, max_participants: isFull ? 1 : 50 } })
  }
  return createClient({
    baseUrl: `${location.origin}/gallery-gateway`,
    fetch: async (input) => respond(new URL(input instanceof Request ? input.url : input).pathname),
    maxRetries: 0,
  })
}

function respondWith(status: number, body: object): Response {
  return Response.json(body, { status })
}
