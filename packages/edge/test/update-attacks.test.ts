import { describe, expect, it } from 'vitest'
import { createMemoryHub, type GatewayOptions, type UpdateHub } from '../src/index.ts'
import { origin } from './harness.ts'
import { open, otherRoom, room, setUp, update } from './update-harness.ts'

const url = 'https://gateway.example/telnyx/updates'

/** A hub in memory that counts its subscribers. */
function countingHub() {
  const hub = createMemoryHub()
  const signals: AbortSignal[] = []
  const counting: UpdateHub = {
    ...hub,
    subscribe(options) {
      signals.push(options.signal)
      return hub.subscribe(options)
    },
  }
  return {
    hub: counting,
    total: () => signals.length,
    open: () => signals.filter(({ aborted }) => !aborted).length,
  }
}

async function send(
  method: string,
  headers: Record<string, string>,
  options: Partial<GatewayOptions> = {},
  target = url,
) {
  const { hub, total } = countingHub()
  const { gateway } = await setUp({ updates: hub, ...options })
  const response = await gateway(new Request(target, { method, headers }))
  return { response, subscriptions: total() }
}

describe('GET /updates, attacked with another method', () => {
  it.each(['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])('answers %s with 405', async (method) => {
    const { response, subscriptions } = await send(method, { origin, 'x-user': 'ann' })
    expect([response.status, response.headers.get('allow'), subscriptions]).toEqual([405, 'GET', 0])
  })

  it('answers a preflight of an allowed origin, and opens nothing', async () => {
    const headers = {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'last-event-id',
    }
    const { response, subscriptions } = await send('OPTIONS', headers)
    expect([response.status, subscriptions]).toEqual([204, 0])
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    expect(response.headers.get('access-control-allow-headers')).toMatch(/last-event-id/i)
  })

  it('rejects a preflight of another origin', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' }
    const { response, subscriptions } = await send('OPTIONS', headers)
    expect([response.status, subscriptions]).toEqual([403, 0])
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('GET /updates, attacked from another place', () => {
  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another site without an origin', { 'sec-fetch-site': 'cross-site' }],
    ['an origin that begins like ours', { origin: `${origin}.evil.example` }],
  ])('rejects %s, also with cookies', async (_, headers) => {
    for (const cookieMode of [false, true]) {
      const { response, subscriptions } = await send(
        'GET',
        { 'x-user': 'ann', cookie: 'a=b', ...headers },
        { cookieMode },
      )
      expect([response.status, subscriptions]).toEqual([403, 0])
    }
  })

  it.each([
    '/telnyx/updates/',
    '/telnyx/Updates',
    '/telnyx/updates/x',
    '/updates',
    '/telnyx//updates',
    '/telnyx/%75pdates%00',
  ])('opens nothing at %s', async (path) => {
    const { response, subscriptions } = await send(
      'GET',
      { origin, 'x-user': 'ann' },
      {},
      `https://gateway.example${path}`,
    )
    expect([response.status, subscriptions]).toEqual([404, 0])
  })

  it('sets no cookie in cookie mode', async () => {
    const { response } = await send('GET', { origin, 'x-user': 'ann' }, { cookieMode: true })
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null])
    await response.body?.cancel()
  })

  it('counts against the limit of the user', async () => {
    const limits = { perUser: () => ({ allowed: false }) }
    const { response, subscriptions } = await send('GET', { origin, 'x-user': 'ann' }, { limits })
    expect([response.status, subscriptions]).toEqual([429, 0])
  })
})

describe('GET /updates, attacked with rooms', () => {
  it.each([
    '?room_id=',
    `?room_id=&room_id=${room}`,
    '?room_id=a/b',
    '?room_id=%00',
    '?room=x',
    `?room_id=${'x'.repeat(3_000)}`,
    `?${Array.from({ length: 1_000 }, (_, index) => `room_id=r${index}`).join('&')}`,
  ])('rejects the query %s', async (query) => {
    const { response, subscriptions } = await send('GET', { origin, 'x-user': 'ann' }, {}, url + query)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(subscriptions).toBe(0)
  })

  it('sends nothing for a room that does not exist', async () => {
    const { gateway, hub } = await setUp()
    const stream = await open(gateway, { path: '?room_id=aaaaaaaa-0000-4000-8000-00000000ffff' })
    expect(stream.response.status).toBe(200)
    await stream.next()
    await hub.publish(update('e1'))
    const next = stream.next()
    await stream.cancel()
    expect(await next).toBeUndefined()
  })

  it.each([['?room_id[]='], ['?room_id[0]='], ['?room_id[x][y]=']])(
    'keeps %s inside the grant',
    async (query) => {
      const { gateway } = await setUp({ authorize: () => ({ user: 'ann', rooms: (id) => id === room }) })
      const { response } = await open(gateway, { path: `${query}${otherRoom}` })
      expect(response.status).toBeGreaterThanOrEqual(400)
    },
  )

  it('replays nothing of another room after a cursor of a user who may see it', async () => {
    const { gateway, hub } = await setUp({
      authorize: ({ headers }) => {
        const user = headers.get('x-user') ?? ''
        return { user, rooms: (id) => user === 'host' || id === room }
      },
    })
    const host = await open(gateway, { headers: { 'x-user': 'host' } })
    const { id = '' } = (await host.next()) ?? {}
    await hub.publish(update('secret', otherRoom))
    await hub.publish(update('e1'))
    const guest = await open(gateway, { headers: { 'x-user': 'eve', 'last-event-id': id } })
    await guest.next()
    expect(await guest.next()).toMatchObject({ data: { id: 'e1' } })
    for (const stream of [host, guest]) await stream.cancel()
  })
})

describe('GET /updates, attacked with cursors', () => {
  const cursorOf = async (options: Partial<GatewayOptions>, hub: UpdateHub) => {
    const { gateway } = await setUp({ ...options, updates: hub })
    const stream = await open(gateway)
    const { id = '' } = (await stream.next()) ?? {}
    await stream.cancel()
    return id
  }

  it.each<[string, Partial<GatewayOptions>]>([
    ['audience', { audience: 'https://other.example' }],
    ['secret', { secret: 'another secret, also 32 bytes long or more' }],
  ])('answers the cursor of another %s with a reset', async (_, other) => {
    const hub = createMemoryHub()
    const id = await cursorOf(other, hub)
    await hub.publish(update('e1'))
    const { gateway } = await setUp({ updates: hub })
    const stream = await open(gateway, { headers: { 'last-event-id': id } })
    expect(await stream.next()).toMatchObject({ event: 'reset' })
    await stream.cancel()
  })

  it('answers 500 forged cursors with resets, and keeps nothing of them', async () => {
    const { hub, open: openCount } = countingHub()
    const { gateway } = await setUp({ updates: hub })
    const id = await cursorOf({}, hub)
    const [cursor = '', signature = ''] = id.split('.')
    for (let count = 0; count < 500; count++) {
      const forged = `${cursor.replace(/\d+$/, String(count))}.${signature}`
      const stream = await open(gateway, {
        headers: { 'last-event-id': count === 0 ? `${forged}x` : forged },
      })
      const first = await stream.next()
      if (forged !== id) expect(first).toMatchObject({ event: 'reset' })
      await stream.cancel()
    }
    expect(openCount()).toBe(0)
  })
})

describe('GET /updates, attacked with 1,000 streams of a user', () => {
  it('opens ten, rejects the others with 429, and has room again when they end', async () => {
    const { hub, open: openCount } = countingHub()
    const { gateway } = await setUp({ updates: hub })
    const streams = await Promise.all(Array.from({ length: 1_000 }, () => open(gateway)))
    const statuses = streams.map(({ response }) => response.status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(990)
    const refused = streams.find(({ response }) => response.status === 429)
    expect(refused?.response.headers.get('retry-after')).toBe('10')
    expect(openCount()).toBe(10)
    for (const { response, cancel } of streams) if (response.status === 200) await cancel()
    expect(openCount()).toBe(0)
    const again = await Promise.all(Array.from({ length: 10 }, () => open(gateway)))
    expect(again.map(({ response }) => response.status)).toEqual(Array(10).fill(200))
    for (const { cancel } of again) await cancel()
  })
})

describe('GET /updates after access was revoked', () => {
  it('sends nothing after the grant has ended, also of what the hub replays, and rejects a reconnect', async () => {
    let time = Date.now()
    let isRevoked = false
    const { gateway, hub } = await setUp({
      authorize: () => (isRevoked ? null : { user: 'ann', tokenTtlSecs: 60 }),
      now: () => time,
    })
    const stream = await open(gateway)
    const { id = '' } = (await stream.next()) ?? {}
    isRevoked = true
    await hub.publish(update('in time'))
    expect(await stream.next()).toMatchObject({ data: { id: 'in time' } })
    time += 60_000
    for (let count = 0; count < 20; count++) await hub.publish(update(`late ${count}`))
    expect(await stream.next()).toBeUndefined()
    const { response } = await open(gateway, { headers: { 'last-event-id': id } })
    expect(response.status).toBe(401)
  })
})
