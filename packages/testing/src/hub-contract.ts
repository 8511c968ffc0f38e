/** An update, as far as a hub needs it. */
interface HubUpdate {
  readonly id: string
  readonly type: string
  readonly occurred_at: string
  readonly room_id: string
}

interface HubItem {
  readonly cursor: string
  readonly update?: HubUpdate
  readonly reset?: true
}

/** A hub as `@greenroom/edge` defines it. */
export interface Hub {
  publish(update: HubUpdate): Promise<void>
  subscribe(options: { readonly after?: string; readonly signal: AbortSignal }): AsyncIterable<HubItem>
}

/** What a case of the contract needs of its hub. */
export interface HubSubject {
  readonly hub: Hub
  /** Moves the hub's clock forward. */
  readonly advance: (ms: number) => void
}

/** A behavior that every hub has: what a subscriber receives, and what it must receive. */
export interface HubCase {
  readonly title: string
  readonly expected: readonly string[]
  readonly run: (subject: HubSubject) => Promise<readonly string[]>
}

const minuteMs = 60_000

/** Returns an update of a room. */
export function hubUpdate(id: string, room_id = 'r1'): HubUpdate {
  return { id, type: 'video.room.session.started', occurred_at: '2026-11-29T10:00:00Z', room_id }
}

/** Opens a subscription that is read one item at a time. */
export function openSubscription(hub: Hub, after?: string) {
  const controller = new AbortController()
  const options = { signal: controller.signal, ...(after === undefined ? {} : { after }) }
  const iterator = hub.subscribe(options)[Symbol.asyncIterator]()
  const state = { cursor: '' }
  return {
    state,
    /** Resolves to the ids of the next updates; `reset` and `end` stand for themselves. */
    async read(count: number): Promise<string[]> {
      const names: string[] = []
      while (names.length < count) {
        const { done, value } = await iterator.next()
        if (done) return [...names, 'end']
        state.cursor = value.cursor
        names.push(value.update?.id ?? 'reset')
      }
      return names
    },
    close: () => controller.abort(),
  }
}

async function publish(hub: Hub, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await hub.publish(hubUpdate(id))
}

/** Resolves to the cursor of a new subscription. */
async function currentCursor(hub: Hub): Promise<string> {
  const subscription = openSubscription(hub)
  await subscription.read(1)
  subscription.close()
  return subscription.state.cursor
}

/** The cases. Each needs a new hub. */
export const hubCases: readonly HubCase[] = [
  {
    title: 'begins with a reset, then delivers what is published',
    expected: ['reset', 'a', 'b'],
    async run({ hub }) {
      const subscription = openSubscription(hub)
      const first = await subscription.read(1)
      await publish(hub, 'a', 'b')
      const rest = await subscription.read(2)
      subscription.close()
      return [...first, ...rest]
    },
  },
  {
    title: 'delivers to every subscriber in the order of publication',
    expected: ['a', 'b', 'c', 'a', 'b', 'c'],
    async run({ hub }) {
      const subscriptions = [openSubscription(hub), openSubscription(hub)]
      for (const subscription of subscriptions) await subscription.read(1)
      await publish(hub, 'a', 'b', 'c')
      const read = await Promise.all(subscriptions.map((subscription) => subscription.read(3)))
      for (const subscription of subscriptions) subscription.close()
      return read.flat()
    },
  },
  {
    title: 'continues after a cursor',
    expected: ['b', 'c', 'd'],
    async run({ hub }) {
      const first = openSubscription(hub)
      await first.read(1)
      await publish(hub, 'a')
      await first.read(1)
      first.close()
      await publish(hub, 'b', 'c')
      const second = openSubscription(hub, first.state.cursor)
      const missed = await second.read(2)
      await publish(hub, 'd')
      const next = await second.read(1)
      second.close()
      return [...missed, ...next]
    },
  },
  {
    title: 'continues after a cursor without a reset if nothing was missed',
    expected: ['a'],
    async run({ hub, advance }) {
      const cursor = await currentCursor(hub)
      advance(60 * minuteMs)
      const subscription = openSubscription(hub, cursor)
      const read = subscription.read(1)
      await publish(hub, 'a')
      const names = await read
      subscription.close()
      return names
    },
  },
  {
    title: 'replays the last ten minutes',
    expected: ['a', 'b'],
    async run({ hub, advance }) {
      const cursor = await currentCursor(hub)
      await publish(hub, 'a')
      advance(5 * minuteMs)
      await publish(hub, 'b')
      advance(4 * minuteMs)
      const subscription = openSubscription(hub, cursor)
      const names = await subscription.read(2)
      subscription.close()
      return names
    },
  },
  {
    title: 'resets after fifteen minutes, and delivers everything from then on',
    expected: ['reset', 'c'],
    async run({ hub, advance }) {
      const cursor = await currentCursor(hub)
      await publish(hub, 'a')
      advance(15 * minuteMs)
      await publish(hub, 'b')
      const subscription = openSubscription(hub, cursor)
      const first = await subscription.read(1)
      await publish(hub, 'c')
      const next = await subscription.read(1)
      subscription.close()
      return [...first, ...next]
    },
  },
  ...['', 'x', 'ffffffff-0', '-1', `${'9'.repeat(40)}`, '%00', "'; DROP TABLE updates; --"].map(
    (cursor): HubCase => ({
      title: `resets for the unknown cursor ${JSON.stringify(cursor)}`,
      expected: ['reset', 'a'],
      async run({ hub }) {
        const subscription = openSubscription(hub, cursor)
        const first = await subscription.read(1)
        await publish(hub, 'a')
        const next = await subscription.read(1)
        subscription.close()
        return [...first, ...next]
      },
    }),
  ),
  {
    title: 'resets for a cursor of the future',
    expected: ['reset'],
    async run({ hub }) {
      const cursor = await currentCursor(hub)
      const subscription = openSubscription(hub, cursor.replace(/\d+$/, '999'))
      const names = await subscription.read(1)
      subscription.close()
      return names
    },
  },
  {
    title: 'ignores the repetition of an id, for an hour',
    expected: ['a', 'b'],
    async run({ hub, advance }) {
      const subscription = openSubscription(hub)
      await subscription.read(1)
      await publish(hub, 'a', 'a')
      const first = await subscription.read(1)
      advance(30 * minuteMs)
      await publish(hub, 'a', 'b')
      const next = await subscription.read(1)
      subscription.close()
      return [...first, ...next]
    },
  },
  {
    title: 'keeps at most 10,000 updates of a room, and resets who missed more',
    expected: ['reset', 'e10000'],
    async run({ hub }) {
      const cursor = await currentCursor(hub)
      const ids = Array.from({ length: 10_001 }, (_, count) => `e${count}`)
      // One after another takes too long for a hub behind a connection.
      while (ids.length > 0) await Promise.all(ids.splice(0, 500).map((id) => hub.publish(hubUpdate(id))))
      const late = openSubscription(hub, cursor)
      const first = await late.read(1)
      late.close()
      const recent = openSubscription(hub, late.state.cursor.replace(/\d+$/, '10000'))
      const last = await recent.read(1)
      recent.close()
      return [...first, ...last]
    },
  },
  {
    title: 'ends when the signal aborts',
    expected: ['end'],
    async run({ hub }) {
      const subscription = openSubscription(hub)
      await subscription.read(1)
      const next = subscription.read(1)
      subscription.close()
      return next
    },
  },
  {
    title: 'ends at once for a signal that has aborted',
    expected: ['end'],
    async run({ hub }) {
      const subscription = openSubscription(hub)
      subscription.close()
      return subscription.read(1)
    },
  },
]
