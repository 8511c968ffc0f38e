import type { UpdatesStatus } from '@greenroom/core/updates'
import type { HubKind, Tab, World, WorldOptions } from './world.ts'

/** One row of the matrix: what happens, and what must hold besides that nothing is lost or repeated. */
export interface Row extends WorldOptions {
  readonly name: string
  readonly run: (world: World, tabs: readonly [Tab, Tab]) => Promise<void>
  /** Hubs that the row is about. Default: both. */
  readonly hubs?: readonly HubKind[] | undefined
  /** Number of resets, by hub. Default: 0. */
  readonly resets?: number | Readonly<Record<HubKind, number>> | undefined
  /** The status of the last tab at the end. Default: `open`. */
  readonly status?: UpdatesStatus | undefined
  /** Number of updates that the last tab receives, if it may not receive all. */
  readonly received?: number | undefined
  /** Maximum time from the end of the fault until all tabs have everything, in milliseconds. */
  readonly recoverMs?: number | undefined
  /** Whether the server cannot notice that the client has gone, so that its stream lasts. */
  readonly leavesStream?: boolean | undefined
}

const secondMs = 1_000
const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Something happens before, during and after a fault. */
const during =
  (
    fault: (world: World, tabs: readonly [Tab, Tab]) => Promise<void> | void,
    afterMs = 2 * secondMs,
  ): Row['run'] =>
  async (world, tabs) => {
    await world.join()
    await fault(world, tabs)
    world.faultEnds()
    await world.pass(afterMs)
    await world.join()
  }

const respond =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ errors: [{ title: 'failed' }] }, { status, headers })

/** Breaks the connection, and answers the next requests in another way. */
const answeredWith = (response: () => Response, times: number, passMs: number) =>
  during(async (world, [tab]) => {
    for (let count = 0; count < times; count++) tab.network.instead.push(response)
    tab.network.cut()
    await world.join()
    await world.pass(passMs)
  })

const restartRows: readonly Row[] = [
  { name: 'the Workers restart', run: during((world) => world.restartWorkers()) },
  {
    name: 'the Workers restart, and updates happen before the page is back',
    run: during(async (world) => {
      world.restartWorkers()
      await world.join(3)
    }),
  },
  {
    name: 'the Workers restart each minute, ten times',
    run: during(async (world) => {
      for (let count = 0; count < 10; count++) {
        world.restartWorkers()
        await world.join()
        await world.pass(minuteMs)
      }
    }),
  },
  {
    name: 'the whole server restarts: a hub in memory is empty',
    resets: { memory: 1, object: 0 },
    run: during(async (world) => {
      world.restart()
      await world.join()
    }),
  },
  {
    name: 'the whole server restarts twice while the page is offline',
    resets: { memory: 1, object: 0 },
    run: during(async (world, [tab]) => {
      tab.network.setOnline(false)
      for (let count = 0; count < 2; count++) {
        await world.join()
        world.restart()
        await world.pass(10 * secondMs)
      }
      tab.network.setOnline(true)
    }, 20 * secondMs),
  },
  {
    name: 'the object is evicted from memory, and its sockets hibernate',
    hubs: ['object'],
    run: during(async (world) => {
      world.evict()
      await world.join(2)
    }),
  },
  {
    name: 'the object restarts, and its sockets close',
    hubs: ['object'],
    run: during(async (world) => {
      world.restartObject()
      await world.join(2)
    }),
  },
  {
    name: 'the object restarts in the middle of a replay of 600 updates',
    hubs: ['object'],
    run: during(async (world, [tab]) => {
      tab.network.pause()
      tab.network.cut()
      for (let count = 0; count < 600; count++) await world.publish(`missed ${count}`)
      await world.pass(secondMs)
      world.restartObject()
      tab.network.resume()
    }, 5 * secondMs),
  },
  {
    name: 'the hub is down for 10 s',
    run: during(async (world) => {
      world.setHubDown(true)
      await world.join()
      await world.pass(10 * secondMs)
      world.setHubDown(false)
    }, 20 * secondMs),
  },
  {
    name: 'the hub is down for the first 10 s',
    prepare: (_, world) => world.setHubDown(true),
    run: during(async (world) => {
      await world.pass(10 * secondMs)
      world.setHubDown(false)
    }, 90 * secondMs),
  },
  {
    name: 'the secret of the gateway changes',
    resets: 1,
    run: during(async (world) => {
      world.configure({ secret: 'another secret of the gateway, 32 bytes' })
      await world.join()
    }),
  },
  {
    name: 'the secret of the gateway is rotated',
    run: during(async (world) => {
      world.configure({
        secret: ['another secret of the gateway, 32 bytes', 'a secret of the gateway, 32 bytes or more'],
      })
      await world.join()
    }),
  },
  {
    name: 'the audience of the gateway changes',
    resets: 1,
    run: during(async (world) => {
      world.configure({ audience: 'https://other.example' })
      await world.join()
    }),
  },
]

const offline = (ms: number, joins: number, options: { readonly event?: string } = {}) =>
  during(async (world, [tab]) => {
    tab.network.setOnline(false)
    await world.join(joins)
    await world.pass(ms)
    await world.join(joins)
    tab.network.setOnline(true)
    if (options.event) tab.wake(options.event)
  }, 20 * secondMs)

const networkRows: readonly Row[] = [
  {
    name: 'the connection is lost before the first update',
    run: async (world, [tab]) => {
      tab.network.cut()
      await world.join(2)
      world.faultEnds()
      await world.pass(2 * secondMs)
    },
  },
  { name: 'the connection is lost', run: during((_, [tab]) => tab.network.cut()) },
  {
    name: 'the connection is lost, and 1,500 updates are missed',
    run: during(async (world, [tab]) => {
      tab.network.cut()
      for (let count = 0; count < 1_500; count++) await world.publish(`missed ${count}`)
    }, 5 * secondMs),
  },
  {
    name: 'the connection is lost in the middle of a message',
    run: during(async (world, [tab]) => {
      tab.network.split = (piece) => [piece.subarray(0, 60)]
      await world.join()
      tab.network.split = undefined
      tab.network.cut()
    }),
  },
  {
    name: 'the connection is lost in the middle of a character',
    run: during(async (world, [tab]) => {
      // The first byte of a character that has two.
      tab.network.split = (piece) => [piece.subarray(0, piece.indexOf(0xc3) + 1)]
      await world.publish('é')
      await world.pass(secondMs)
      tab.network.split = undefined
      tab.network.cut()
    }),
  },
  {
    name: 'each byte arrives alone',
    run: during(async (world, [tab]) => {
      tab.network.split = (piece) => Array.from(piece, (byte) => Uint8Array.of(byte))
      await world.publish('é')
      await world.join(2)
    }),
  },
  {
    name: 'a proxy changes the ends of lines to CRLF',
    run: during(async (world, [tab]) => {
      tab.network.split = (piece) => [
        new TextEncoder().encode(new TextDecoder().decode(piece).replaceAll('\n', '\r\n')),
      ]
      await world.join(2)
    }),
  },
  {
    name: 'a proxy holds everything back for 2 s',
    run: during(async (world, [tab]) => {
      tab.network.bufferMs = 2 * secondMs
      await world.join(2)
      await world.pass(10 * secondMs)
      tab.network.bufferMs = undefined
    }, 5 * secondMs),
  },
  {
    name: 'a proxy holds everything back from the beginning, for 3 min: each reconnect is a reset',
    resets: 4,
    leavesStream: true,
    prepare: (network) => {
      network.bufferMs = hourMs
    },
    run: async (world, [tab]) => {
      await world.join()
      await world.pass(3 * minuteMs)
      tab.network.bufferMs = undefined
      world.faultEnds()
      await world.pass(minuteMs)
      await world.join()
    },
  },
  {
    name: 'a proxy closes each connection after 30 s, for 5 min',
    run: during(async (world, [tab]) => {
      for (let count = 0; count < 10; count++) {
        await world.pass(30 * secondMs)
        tab.network.cut()
        await world.join()
      }
    }),
  },
  {
    name: 'the connection is half open: nothing arrives, and nothing reports it',
    leavesStream: true,
    run: during(async (world, [tab]) => {
      tab.network.silence()
      await world.join()
    }, 50 * secondMs),
  },
  {
    name: 'the connection is half open, and the page comes online after 25 s',
    leavesStream: true,
    recoverMs: 2 * secondMs,
    run: during(async (world, [tab]) => {
      tab.network.silence()
      await world.join()
      await world.pass(25 * secondMs)
      tab.wake('online')
    }),
  },
  {
    name: 'the server does not answer a reconnect',
    run: during(async (world, [tab]) => {
      tab.network.instead.push(() => new Promise(() => undefined))
      tab.network.cut()
      await world.join()
    }, 30 * secondMs),
  },
  {
    name: 'the page is offline for 5 min, and the browser reports the end',
    run: offline(5 * minuteMs, 1, { event: 'online' }),
  },
  { name: 'the page is offline for 5 min, and nothing reports the end', run: offline(5 * minuteMs, 1) },
  { name: 'the page is offline for 9 min', run: offline(9 * minuteMs, 1) },
  { name: 'the page is offline for 15 min', resets: 1, run: offline(15 * minuteMs, 1) },
  { name: 'the page is offline for an hour in which nothing happens', run: offline(hourMs, 0) },
  {
    name: 'the page is offline for the first 30 s',
    prepare: (network) => network.setOnline(false),
    run: during(async (world, [tab]) => {
      await world.pass(30 * secondMs)
      tab.network.setOnline(true)
    }, 30 * secondMs),
  },
  {
    name: 'the page is offline for 2 s, twenty times',
    run: during(async (world, [tab]) => {
      for (let count = 0; count < 20; count++) {
        tab.network.setOnline(false)
        await world.join()
        await world.pass(2 * secondMs)
        tab.network.setOnline(true)
        await world.pass(3 * secondMs)
      }
    }, 20 * secondMs),
  },
]

const webhookRows: readonly Row[] = [
  {
    name: 'every second webhook is dropped: the others arrive',
    deliver: async ({ number, send }) => (number % 2 === 0 ? new Response(null, { status: 204 }) : send()),
    run: (world) => world.join(6),
  },
  {
    name: 'each webhook is delivered twice',
    async deliver({ send }) {
      await send()
      return send()
    },
    run: (world) => world.join(3),
  },
  {
    name: 'each webhook is delivered to two isolates',
    async deliver({ send }) {
      await send(0)
      return send(1)
    },
    run: (world) => world.join(3),
  },
  {
    name: 'each webhook is delivered to two isolates at the same time',
    async deliver({ send }) {
      const [first] = await Promise.all([send(0), send(1), send(0)])
      return first
    },
    run: (world) => world.join(3),
  },
  {
    name: 'webhooks are repeated after the Workers restarted',
    deliver: async ({ number, send }, world) => {
      const response = await send()
      if (number !== 3) return response
      world.restartWorkers()
      return send()
    },
    run: during((world) => world.join()),
  },
  {
    name: 'webhooks are repeated after the whole server restarted',
    resets: { memory: 1, object: 0 },
    deliver: async ({ number, send }, world) => {
      const response = await send()
      if (number !== 3) return response
      await world.pass(secondMs)
      world.restart()
      return send()
    },
    run: during((world) => world.join()),
  },
  {
    name: 'webhooks are repeated after the object was evicted',
    hubs: ['object'],
    deliver: async ({ send }, world) => {
      await send()
      world.evict()
      return send()
    },
    run: (world) => world.join(3),
  },
  {
    name: 'webhooks are repeated 50 min later',
    run: async (world) => {
      await world.publish('repeated')
      await world.pass(50 * minuteMs)
      await world.publish('repeated')
      await world.join()
    },
  },
  {
    name: 'the gateway answers the first delivery of each webhook with 503, and the API repeats it',
    deliver: (() => {
      const seen = new Set<string>()
      return async ({ id, send }, world) => {
        const isFirst = !seen.has(id)
        seen.add(id)
        world.setHubDown(isFirst)
        const response = await send()
        world.setHubDown(false)
        return response
      }
    })() satisfies Row['deliver'],
    run: async (world) => {
      for (let count = 0; count < 3; count++) {
        await world.join()
        await world.pass(30 * secondMs)
      }
    },
  },
  {
    name: 'webhooks arrive in reverse order',
    deliver: (() => {
      let held: (() => Promise<Response>) | undefined
      return async ({ send }) => {
        if (!held) {
          held = send
          return new Response(null, { status: 204 })
        }
        const response = await send()
        await held()
        held = undefined
        return response
      }
    })() satisfies Row['deliver'],
    run: (world) => world.join(7),
  },
]

const clockRows: readonly Row[] = [
  { name: 'the clock is set forward by 1 h', run: during((world) => world.setClock(hourMs), 10 * secondMs) },
  {
    name: 'the clock is set forward by 5 min',
    run: during((world) => world.setClock(5 * minuteMs), 10 * secondMs),
  },
  { name: 'the clock is set back by 1 h', run: during((world) => world.setClock(-hourMs), 18 * minuteMs) },
  {
    name: 'the clock is set forward by 1 h, and back again while the page is offline',
    run: during(async (world, [tab]) => {
      tab.network.setOnline(false)
      world.setClock(hourMs)
      await world.pass(10 * secondMs)
      world.setClock(-hourMs)
      await world.join()
      tab.network.setOnline(true)
    }, 20 * secondMs),
  },
  {
    name: 'the clock is set back by 1 h while the page is offline for 5 min',
    run: during(async (world, [tab]) => {
      tab.network.setOnline(false)
      await world.join()
      world.setClock(-hourMs)
      await world.pass(5 * minuteMs)
      await world.join()
      tab.network.setOnline(true)
    }, 30 * secondMs),
  },
  {
    name: 'the clock is set back by 1 h while the connection is half open',
    leavesStream: true,
    run: during(async (world, [tab]) => {
      tab.network.silence()
      await world.join()
      world.setClock(-hourMs)
    }, 50 * secondMs),
  },
  {
    name: 'the device sleeps for 8 min with a half-open connection, until the page becomes visible',
    leavesStream: true,
    recoverMs: 2 * secondMs,
    run: during(async (world, [tab]) => {
      tab.network.silence()
      await world.join()
      world.setClock(8 * minuteMs)
      tab.wake('visibilitychange')
    }),
  },
  {
    name: 'the device sleeps for 8 min with a half-open connection, and no event reports its end',
    leavesStream: true,
    recoverMs: 7 * secondMs,
    run: during(async (world, [tab]) => {
      tab.network.silence()
      await world.join()
      world.setClock(8 * minuteMs)
    }, 10 * secondMs),
  },
  {
    name: 'the device sleeps for 8 h with a half-open connection',
    leavesStream: true,
    resets: 1,
    recoverMs: 2 * secondMs,
    run: during(async (world, [tab]) => {
      tab.network.silence()
      await world.join()
      world.setClock(8 * hourMs)
      await world.join()
      tab.wake('visibilitychange')
    }),
  },
]

const responseRows: readonly Row[] = [
  {
    name: 'a captive portal answers with a page, three times',
    run: answeredWith(
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      3,
      10 * secondMs,
    ),
  },
  { name: '401 for 10 s, until the user signs in again', run: answeredWith(respond(401), 4, 10 * secondMs) },
  {
    name: '302 to a page that signs in, once',
    run: answeredWith(respond(302, { location: '/sign-in' }), 1, 2 * secondMs),
  },
  { name: '408, once', run: answeredWith(respond(408), 1, 2 * secondMs) },
  {
    name: '429 with a Retry-After of 60 s',
    run: answeredWith(respond(429, { 'retry-after': '60' }), 1, 70 * secondMs),
  },
  { name: '429 without a Retry-After', run: answeredWith(respond(429), 1, 5 * secondMs) },
  {
    name: '503 with a Retry-After of 5 s',
    run: answeredWith(respond(503, { 'retry-after': '5' }), 1, 10 * secondMs),
  },
  { name: '503 for a minute', run: answeredWith(respond(503), 8, minuteMs) },
  { name: '500 and 502, in turn', run: answeredWith(respond(502), 3, 10 * secondMs) },
  {
    name: '403: the subscription is closed, and no request follows',
    status: 'closed',
    received: 2,
    run: answeredWith(respond(403), 1, minuteMs),
  },
  {
    name: '404: the subscription is closed, and no request follows',
    status: 'closed',
    received: 2,
    run: answeredWith(respond(404), 1, minuteMs),
  },
]

const grantRows: readonly Row[] = [
  {
    name: 'each grant ends after a minute, for 5 min',
    grant: () => ({ tokenTtlSecs: 60 }),
    run: during(async (world) => {
      for (let count = 0; count < 10; count++) {
        await world.pass(30 * secondMs)
        await world.join()
      }
    }, 5 * secondMs),
  },
  {
    name: 'grants end after the usual ten minutes, for 25 min',
    run: during(async (world) => {
      for (let count = 0; count < 5; count++) {
        await world.pass(5 * minuteMs)
        await world.join()
      }
    }, 5 * secondMs),
  },
  {
    name: 'the user is signed out: nothing arrives after the grant has ended',
    status: 'waiting',
    received: 2,
    grant: (world) => (world.elapsed() < secondMs ? { tokenTtlSecs: 60 } : null),
    run: async (world) => {
      await world.join()
      await world.pass(minuteMs)
      await world.join(3)
      await world.pass(30 * secondMs)
    },
  },
  {
    name: 'the room is removed from the grant: nothing of it arrives',
    received: 2,
    grant: (world) => ({ rooms: () => world.elapsed() < 30 * secondMs }),
    run: async (world) => {
      await world.join()
      await world.pass(minuteMs)
      await world.join(3)
    },
  },
  {
    name: 'another room has updates, and the page watches one: it receives only those',
    rooms: (room) => [room],
    run: async (world) => {
      const other = await world.createRoom()
      await world.join(2, other)
      await world.join(2)
    },
  },
]

const withCursor = (name: string, resets: number, change: (cursor: string | null) => string | null): Row => ({
  name,
  resets,
  run: during(async (world, [tab]) => {
    tab.network.changeCursor = change
    tab.network.cut()
    await world.join()
    await world.pass(2 * secondMs)
    tab.network.changeCursor = undefined
  }),
})

const cursorRows: readonly Row[] = [
  withCursor('a reconnect has a cursor that is made up', 1, () => 'x'),
  withCursor('a reconnect has a cursor of 5,000 characters', 1, () => 'x'.repeat(5_000)),
  withCursor('a reconnect has a cursor with another signature', 1, (cursor) => `${cursor?.slice(0, -4)}AAAA`),
  withCursor('a reconnect has a cursor of the future', 1, (cursor) => `${cursor?.replace(/-\d+/, '-999')}`),
]

const readerRows: readonly Row[] = [
  {
    name: 'the page reads nothing while there are 600 updates: it is disconnected, and catches up',
    run: during(async (world, [tab]) => {
      tab.network.pause()
      for (let count = 0; count < 600; count++) await world.publish(`unread ${count}`)
      await world.pass(5 * secondMs)
      tab.network.resume()
    }, 5 * secondMs),
  },
  {
    name: 'the page reads nothing for 40 s',
    run: during(async (world, [tab]) => {
      tab.network.pause()
      await world.join(3)
      await world.pass(40 * secondMs)
      tab.network.resume()
    }, 5 * secondMs),
  },
  {
    name: '2,000 updates arrive at once',
    run: during(async (world) => {
      await Promise.all(Array.from({ length: 2_000 }, (_, count) => world.publish(`at once ${count}`)))
    }, 10 * secondMs),
  },
  {
    name: 'the page is offline for 10,001 updates of its room',
    resets: 1,
    run: during(async (world, [tab]) => {
      tab.network.setOnline(false)
      for (let count = 0; count < 10_001; count++) await world.publish(`missed ${count}`)
      tab.network.setOnline(true)
    }, 5 * secondMs),
  },
]

const shared = { tabs: 2, isShared: true } as const

const tabRows: readonly Row[] = [
  { ...shared, name: 'two tabs of a user share a connection', run: (world) => world.join(3) },
  { ...shared, tabs: 5, name: 'five tabs of a user share a connection', run: (world) => world.join(3) },
  { tabs: 2, name: 'two tabs of different users', run: (world) => world.join(3) },
  { ...shared, name: 'the connected tab loses its connection', run: during((_, [tab]) => tab.network.cut()) },
  {
    ...shared,
    name: 'the connected tab is closed',
    run: during(async (world, [tab]) => {
      tab.close()
      await world.join()
    }),
  },
  {
    ...shared,
    tabs: 5,
    name: 'the connected tab of five is closed while it is offline',
    run: during(async (world, [tab]) => {
      tab.network.setOnline(false)
      await world.join()
      await world.pass(5 * secondMs)
      tab.close()
      await world.join()
    }),
  },
  {
    ...shared,
    name: 'the other tab is closed',
    status: 'closed',
    received: 2,
    run: during((_, [, other]) => other.close()),
  },
  {
    ...shared,
    name: 'the connected tab is frozen',
    run: during(async (world, [tab]) => {
      tab.freeze()
      await world.join()
      await world.pass(55 * secondMs)
    }),
  },
  {
    ...shared,
    name: 'the connected tab is frozen for 5 min, and continues',
    run: during(async (world, [tab]) => {
      tab.freeze()
      await world.join()
      await world.pass(5 * minuteMs)
      await world.join()
      tab.thaw()
    }, 10 * secondMs),
  },
  {
    ...shared,
    name: 'the other tab is frozen for 5 min, and continues',
    run: during(async (world, [, other]) => {
      other.freeze()
      await world.join()
      await world.pass(5 * minuteMs)
      await world.join()
      other.thaw()
    }, 10 * secondMs),
  },
  {
    ...shared,
    name: 'both tabs are frozen for 5 min',
    run: during(async (world, tabs) => {
      for (const tab of tabs) tab.freeze()
      await world.join()
      await world.pass(5 * minuteMs)
      for (const tab of tabs) tab.thaw()
    }, 20 * secondMs),
  },
  {
    ...shared,
    name: 'both tabs are offline for 15 min',
    resets: 1,
    run: during(async (world, tabs) => {
      for (const { network } of tabs) network.setOnline(false)
      await world.join()
      await world.pass(15 * minuteMs)
      await world.join()
      for (const { network } of tabs) network.setOnline(true)
    }, 40 * secondMs),
  },
  {
    ...shared,
    name: '403 in the connected tab closes the subscription in both',
    status: 'closed',
    received: 2,
    run: answeredWith(respond(403), 1, minuteMs),
  },
]

/** All rows, by the kind of fault. */
export const themes: readonly (readonly [theme: string, rows: readonly Row[]])[] = [
  ['Restarts and hubs', restartRows],
  ['Networks', networkRows],
  ['Webhooks', webhookRows],
  ['Clocks and sleep', clockRows],
  ['Responses', responseRows],
  ['Grants and cursors', [...grantRows, ...cursorRows]],
  ['Readers', readerRows],
  ['Tabs', tabRows],
]

export const rows: readonly Row[] = themes.flatMap(([, list]) => list)
