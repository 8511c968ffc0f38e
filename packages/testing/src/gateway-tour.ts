/** Sends a request to a mounted gateway from outside. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>

/** `verifyContext` of `@greenroom/core/identity`, as far as the tour needs it. */
type VerifyContext = (
  context: string,
  options: { readonly keys: never; readonly audience: string; readonly roomId: string },
) => Promise<{ readonly user: string }>

const origin = 'https://app.example'

/**
 * Calls a mounted gateway as its page does, and as attackers do. Returns one line per call, which is the same
 * wherever the gateway is mounted.
 */
export async function tourGateway(
  send: Send,
  roomId: string,
  verifyContext: VerifyContext,
): Promise<string[]> {
  const room = `/telnyx/rooms/${roomId}`
  const page = { origin, cookie: 'user=ann', 'content-type': 'application/json' }
  const post = (path: string, body: unknown, headers: Record<string, string> = page) =>
    send(path, { method: 'POST', headers, body: JSON.stringify(body) })
  const lines: string[] = []
  const record = async (name: string, response: Response) => {
    const body = await response.json()
    lines.push(
      `${name}: ${response.status} ${response.headers.get('cache-control')} ${body.code ?? ''}`.trim(),
    )
    return body
  }

  const keys = await record('keys', await send('/telnyx/keys'))
  await record('a room without a user', await send(room, { headers: { origin } }))
  await record('a room', await send(`${room}?include_sessions=true`, { headers: page }))
  const { data } = await record('a new token', await post(`${room}/actions/generate_join_client_token`, {}))
  const { user } = await verifyContext(data.context, { keys: keys as never, audience: origin, roomId })
  lines.push(`signed for ${user}`)
  const { refresh_token } = data
  await record('a refresh', await post(`${room}/actions/refresh_client_token`, { refresh_token }))
  await record(
    'a refresh by another user',
    await post(`${room}/actions/refresh_client_token`, { refresh_token }, { ...page, cookie: 'user=ben' }),
  )
  await record('another origin', await send(room, { headers: { ...page, origin: 'https://evil.example' } }))
  await record(
    'a large body',
    await post(`${room}/actions/refresh_client_token`, { refresh_token: 'x'.repeat(20_000) }),
  )
  await record('an unknown path', await send('/telnyx/nothing', { headers: page }))
  return lines
}

/** What `tourGateway` returns for a gateway that is mounted correctly. */
export const expectedTour = [
  'keys: 200 no-store',
  'a room without a user: 401 no-store signed_out',
  'a room: 200 no-store',
  'a new token: 201 no-store',
  'signed for ann',
  'a refresh: 201 no-store',
  'a refresh by another user: 403 no-store refresh_invalid',
  'another origin: 403 no-store cross_origin',
  'a large body: 413 no-store too_large',
  'an unknown path: 404 no-store not_found',
]
