import { createClient } from '@greenroom/core'
import { subscribeToUpdates, type UpdatesStatus } from '@greenroom/core/updates'
import { rooms } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'
import { tabBrowser } from '@greenroom/testing/tab-browser'
import { vi } from 'vitest'
import { createDurableObjectHub } from '../../src/cloudflare.ts'
import {
  createGateway,
  createMemoryHub,
  type GatewayOptions,
  type Grant,
  type UpdateHub,
} from '../../src/index.ts'
import { createNetwork, type Network } from './network.ts'
import { createObjectRuntime } from './object-runtime.ts'

/** The hubs that a row runs with. */
export type HubKind = 'memory' | 'object'

/** One delivery of a webhook to the gateway, as a fault of a row sees it. */
export interface Delivery {
  readonly id: string
  /** Number of the webhook, from 1. Repeats of a webhook have its number. */
  readonly number: number
  /** Delivers it to the first or the second gateway. */
  send(worker?: 0 | 1): Promise<Response>
}

/** Options of a world, all of which a row may set. */
export interface WorldOptions {
  readonly tabs?: number | undefined
  /** Whether the tabs share a connection. */
  readonly isShared?: boolean | undefined
  readonly rooms?: ((room: string) => readonly string[]) | undefined
  readonly grant?: ((world: World) => Partial<Grant> | null) | undefined
  /** Delivers a webhook. Default: once. */
  readonly deliver?: ((delivery: Delivery, world: World) => Promise<Response>) | undefined
  /** Runs before each tab subscribes. */
  readonly prepare?: ((network: Network, world: World) => void) | undefined
}

/** A tab with a subscription, and what it received: ids of updates, and resets. */
export interface Tab {
  readonly network: Network
  readonly received: string[]
  readonly status: UpdatesStatus | undefined
  readonly resets: number
  readonly errors: readonly unknown[]
  /** Returns the ids that it neither received nor knows to be missing. */
  lost(): string[]
  /** Emits an event of a page that becomes active. */
  wake(type: string): void
  freeze(): void
  thaw(): void
  close(): void
}

/** An emulator, gateways that share a hub, and tabs that subscribe, all in virtual time. */
export interface World {
  readonly tabs: readonly Tab[]
  readonly room: string
  /** Whether publications and subscriptions fail. Open subscriptions fail when this is set. */
  setHubDown(isDown: boolean): void
  /** Restarts the Workers or the process: streams end, and a hub in memory is a new one. */
  restart(): void
  /** Restarts the Workers only: streams end, the hub stays. */
  restartWorkers(): void
  /** Removes the Durable Object from memory. */
  evict(): void
  /** Restarts the Durable Object. */
  restartObject(): void
  /** Changes the secret or audience of the gateways. */
  configure(options: Pick<Partial<GatewayOptions>, 'secret' | 'audience'>): void
  /** Makes participants join the room, each of which causes webhooks. */
  join(count?: number, room?: string): Promise<void>
  /** Creates another room. */
  createRoom(): Promise<string>
  /** Publishes an update without a webhook. */
  publish(id: string, room?: string): Promise<void>
  /** Lets time pass. */
  pass(ms: number): Promise<void>
  /** Sets the clock of the device and the server, as timers do not see it. */
  setClock(byMs: number): void
  /** Milliseconds since the world began. */
  elapsed(): number
  /** Marks the end of the fault: the time to recover counts from now. */
  faultEnds(): void
}

/** The result of a row. */
export interface Outcome {
  readonly accepted: number
  /** Updates that a tab neither received nor knows to be missing, most of all tabs. */
  readonly lost: number
  /** Updates that a tab received more than once. */
  readonly twice: number
  /** Updates that the last tab received. */
  readonly received: number
  readonly resets: number
  readonly requests: number
  /** Time from the end of the fault until all tabs had everything, in milliseconds. */
  readonly recoverMs: number | undefined
  readonly status: UpdatesStatus | undefined
  /** Streams that the gateways have open after the tabs were closed. */
  readonly streamsLeft: number
  readonly timersLeft: number
}

const startsAt = Date.parse('2026-11-29T10:00:00Z')
const origin = 'https://app.example'
const nextTurn = setImmediate
const longStepMs = 1_000
const shortStepMs = 250

/** Counts the calls of Web Crypto, which virtual time does not wait for. */
function countCrypto() {
  let pending = 0
  for (const method of [
    'sign',
    'verify',
    'importKey',
    'deriveBits',
    'digest',
    'encrypt',
    'decrypt',
  ] as const) {
    const original = crypto.subtle[method].bind(crypto.subtle) as (...args: unknown[]) => Promise<unknown>
    const counted = async (...args: unknown[]) => {
      pending++
      try {
        return await original(...args)
      } finally {
        pending--
      }
    }
    vi.spyOn(crypto.subtle, method).mockImplementation(counted as never)
  }
  return () => pending
}

/** Runs a row, and closes everything that it opened. */
export async function runInWorld(
  kind: HubKind,
  options: WorldOptions,
  run: (world: World) => Promise<void>,
): Promise<Outcome> {
  vi.useFakeTimers({ now: startsAt })
  try {
    return await runWith(countCrypto(), kind, options, run)
  } finally {
    vi.restoreAllMocks()
    vi.useRealTimers()
  }
}

async function runWith(
  pendingCrypto: () => number,
  kind: HubKind,
  options: WorldOptions,
  run: (world: World) => Promise<void>,
): Promise<Outcome> {
  const settle = async () => {
    for (let quiet = 0; quiet < 4; quiet = pendingCrypto() > 0 ? 0 : quiet + 1) {
      await new Promise<void>((resolve) => nextTurn(resolve))
      await vi.advanceTimersByTimeAsync(0)
    }
  }

  const began = performance.now()
  const runtime = kind === 'object' ? createObjectRuntime() : undefined
  const openHub = () => (runtime ? createDurableObjectHub(runtime.namespace) : createMemoryHub())
  let hub = openHub()
  let isHubDown = false
  const hubFailures = new Set<() => void>()
  let openStreams = 0
  /** Stays the same for the gateways, while the hub behind it may fail or be replaced. */
  const sharedHub: UpdateHub = {
    async publish(update) {
      if (isHubDown) throw new Error('The hub is down')
      await hub.publish(update)
    },
    async *subscribe(subscription) {
      if (isHubDown) throw new Error('The hub is down')
      const { promise, reject } = Promise.withResolvers<never>()
      promise.catch(() => undefined)
      const fail = () => reject(new Error('The hub is down'))
      hubFailures.add(fail)
      openStreams++
      try {
        const items = hub.subscribe(subscription)[Symbol.asyncIterator]()
        for (;;) {
          const next = await Promise.race([items.next(), promise])
          if (next.done) return
          yield next.value
        }
      } finally {
        openStreams--
        hubFailures.delete(fail)
      }
    },
  }

  let deliveries = 0
  const numbers = new Map<string, number>()
  const acceptedAt = new Map<string, number>()
  const emulator = createEmulator({
    now: startsAt,
    clock: 'manual',
    webhooksAnywhere: true,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const body = await request.clone().text()
      const { data } = JSON.parse(body) as { data: { id: string; payload: { room_id: string } } }
      numbers.set(data.id, numbers.get(data.id) ?? ++deliveries)
      const send = async (worker: 0 | 1 = 0) => {
        const response = await gateways[worker](new Request(request, { body }))
        if (response.ok && data.payload.room_id === room)
          acceptedAt.set(data.id, acceptedAt.get(data.id) ?? performance.now())
        return response
      }
      const delivery = { id: data.id, number: numbers.get(data.id) ?? 0, send }
      return options.deliver ? options.deliver(delivery, world) : send()
    },
  })
  const publicKey = await emulator.webhooks.publicKey()
  let configuration: Pick<Partial<GatewayOptions>, 'secret' | 'audience'> = {}
  const openGateway = () =>
    createGateway({
      apiKey: 'KEY_test',
      secret: 'a secret of the gateway, 32 bytes or more',
      audience: origin,
      basePath: '/telnyx',
      expose: [rooms.retrieve],
      authorize: () => {
        const grant = options.grant?.(world)
        return grant === null ? null : { user: 'ann', ...grant }
      },
      fetch: emulator.fetch,
      onRefusal: () => undefined,
      updates: sharedHub,
      webhooks: { publicKeys: publicKey },
      ...configuration,
    })
  let gateways = [openGateway(), openGateway()] as const
  const api = createClient({ apiKey: 'KEY_test', fetch: emulator.fetch })
  const newRoom = async () => {
    const webhook_event_url = 'https://app.example/telnyx/webhooks'
    const { id } = await rooms.create(api, { webhook_event_url, max_participants: 50 })
    return id
  }
  const room = await newRoom()

  const browser = tabBrowser()
  const tabs: Tab[] = []
  let endedAt: number | undefined
  let recoveredAt: number | undefined
  const hasAll = () =>
    tabs.every(({ lost, status }) => status === 'closed' || (status === 'open' && lost().length === 0))

  const openTab = async () => {
    const network = createNetwork(() => gateways[0])
    options.prepare?.(network, world)
    const controller = new AbortController()
    const { freeze, thaw, ...shared } = browser.openTab()
    const listeners = new Map<string, Set<() => void>>()
    const page = {
      window: {
        addEventListener: (type: string, listener: () => void) =>
          void listeners.set(type, (listeners.get(type) ?? new Set()).add(listener)),
        removeEventListener: (type: string, listener: () => void) =>
          void listeners.get(type)?.delete(listener),
      },
    }
    const received: string[] = []
    const errors: unknown[] = []
    let resets = 0
    /** What was published before needs no update: the page fetches when it opens, and after a reset. */
    let coveredUntil = -1
    let status: UpdatesStatus | undefined
    let wasOpen = false
    subscribeToUpdates({
      client: createClient({ baseUrl: 'https://app.example/telnyx', fetch: network.fetch as typeof fetch }),
      signal: controller.signal,
      random: () => 0.5,
      page,
      rooms: options.rooms?.(room),
      ...shared,
      identity: options.isShared ? 'ann' : undefined,
      onUpdate: ({ id }) => received.push(id),
      onReset() {
        resets++
        coveredUntil = performance.now()
      },
      onStatus(next, error) {
        status = next
        if (error !== undefined) errors.push(error)
        if (next === 'open' && !wasOpen) coveredUntil = performance.now()
        wasOpen ||= next === 'open'
      },
    })
    tabs.push({
      network,
      received,
      errors,
      get status() {
        return status
      },
      get resets() {
        return resets
      },
      lost: () =>
        [...acceptedAt].flatMap(([id, at]) => (at > coveredUntil && !received.includes(id) ? [id] : [])),
      wake(type) {
        for (const listener of [...(listeners.get(type) ?? [])]) listener()
      },
      freeze,
      thaw,
      close: () => controller.abort(),
    })
    await vi.dynamicImportSettled()
    await settle()
  }

  const endStreams = () => {
    for (const { network } of tabs) network.cut()
  }
  const world: World = {
    tabs,
    room,
    setHubDown(isDown) {
      isHubDown = isDown
      if (isDown) for (const fail of [...hubFailures]) fail()
    },
    restart() {
      endStreams()
      if (kind === 'memory') hub = openHub()
      runtime?.restart()
      gateways = [openGateway(), openGateway()]
    },
    restartWorkers() {
      endStreams()
      gateways = [openGateway(), openGateway()]
    },
    evict: () => runtime?.evict(),
    restartObject: () => runtime?.restart(),
    configure(next) {
      configuration = next
      world.restartWorkers()
    },
    async join(count = 1, inRoom = room) {
      for (let joined = 0; joined < count; joined++) {
        const { token } = await rooms.createJoinToken(api, { room_id: inRoom })
        await emulator.join(inRoom, { client_token: token })
      }
      await settle()
      await emulator.webhooks.settled()
      await settle()
    },
    createRoom: newRoom,
    async publish(id, inRoom = room) {
      await hub.publish({
        id,
        type: 'video.room.session.started',
        occurred_at: new Date().toISOString(),
        room_id: inRoom,
      })
      acceptedAt.set(id, performance.now())
    },
    async pass(ms) {
      const stepMs = ms > 60_000 ? longStepMs : shortStepMs
      for (let passed = 0; passed < ms; passed += stepMs) {
        await vi.advanceTimersByTimeAsync(Math.min(stepMs, ms - passed))
        void emulator.clock.advance(Math.min(stepMs, ms - passed) / 1_000)
        await settle()
        if (endedAt !== undefined && hasAll()) recoveredAt ??= performance.now()
      }
    },
    setClock: (byMs) => void vi.setSystemTime(Date.now() + byMs),
    elapsed: () => performance.now() - began,
    faultEnds() {
      endedAt = performance.now()
    },
  }

  for (let opened = 0; opened < (options.tabs ?? 1); opened++) await openTab()
  await world.pass(500)
  await run(world)
  if (endedAt !== undefined && hasAll()) recoveredAt ??= performance.now()
  // A tab that has closed, or that may receive nothing, misses nothing.
  const listening = tabs.filter(({ status }) => status === 'open')
  const outcome = {
    accepted: acceptedAt.size,
    lost: Math.max(0, ...listening.map((tab) => tab.lost().length)),
    twice: Math.max(...tabs.map(({ received }) => received.length - new Set(received).size)),
    received: tabs.at(-1)?.received.length ?? 0,
    resets: Math.max(...tabs.map(({ resets }) => resets)),
    requests: tabs.reduce((sum, { network }) => sum + network.requests, 0),
    recoverMs: endedAt === undefined || recoveredAt === undefined ? undefined : recoveredAt - endedAt,
    status: tabs.at(-1)?.status,
  }
  for (const tab of tabs) tab.close()
  await settle()
  // What the tabs closed ends within a heartbeat.
  await world.pass(1_000)
  const streamsLeft = openStreams
  const timersLeft = vi.getTimerCount()
  return { ...outcome, streamsLeft, timersLeft }
}
