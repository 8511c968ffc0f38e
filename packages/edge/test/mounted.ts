import { verifyContext } from '@greenroom/core/identity'
import { origin } from './harness.ts'

/** Where a mounted gateway is called, from outside. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>

/**
 * Calls a mounted gateway as a page does, and others: what comes of each call, in words that are the same
 * wherever it is mounted.
 */
export async function tourOf(send: Send, room_id: string): Promise<string[]> {
  const room = `/telnyx/rooms/${room_id}`
  const page = { origin, cookie: 'user=ann', 'content-type': 'application/json' }
  const post = (path: string, body: unknown, headers: Record<string, string> = page) =>
    send(path, { method: 'POST', headers, body: JSON.stringify(body) })
  const told: string[] = []
  const tell = async (what: string, response: Response) => {
    const body = await response.json()
    told.push(
      `${what}: ${response.status} ${response.headers.get('cache-control')} ${body.code ?? ''}`.trim(),
    )
    return body
  }

  const keys = await tell('keys', await send('/telnyx/keys'))
  await tell('nobody', await send(room, { headers: { origin } }))
  await tell('a room', await send(`${room}?include_sessions=true`, { headers: page }))
  const { data } = await tell('a mint', await post(`${room}/actions/generate_join_client_token`, {}))
  const { user } = await verifyContext(data.context, { keys, audience: origin, roomId: room_id })
  told.push(`signed for ${user}`)
  const { refresh_token } = data
  await tell('a refresh', await post(`${room}/actions/refresh_client_token`, { refresh_token }))
  await tell(
    'another’s refresh',
    await post(`${room}/actions/refresh_client_token`, { refresh_token }, { ...page, cookie: 'user=ben' }),
  )
  await tell('another site', await send(room, { headers: { ...page, origin: 'https://evil.example' } }))
  await tell(
    'a large body',
    await post(`${room}/actions/refresh_client_token`, { refresh_token: 'x'.repeat(20_000) }),
  )
  await tell('nothing', await send('/telnyx/nothing', { headers: page }))
  return told
}

/** What comes of it. */
export const goodTour = [
  'keys: 200 no-store',
  'nobody: 401 no-store signed_out',
  'a room: 200 no-store',
  'a mint: 201 no-store',
  'signed for ann',
  'a refresh: 201 no-store',
  'another’s refresh: 403 no-store refresh_invalid',
  'another site: 403 no-store cross_origin',
  'a large body: 413 no-store too_large',
  'nothing: 404 no-store not_found',
]
