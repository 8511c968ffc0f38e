import { createRequire } from 'node:module'
import { type Client, createClient } from '@greenroom/core'
import { createJoinTokenSource, type JoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createEmulator, type Emulator } from '@greenroom/emulator'
import { beginActivity, settle, until } from '@greenroom/testing/activity'
import { type FakeBrowser, installFakeBrowser } from '@greenroom/testing/fake-browser'
import { createLiveRoom, type Initialize, type LiveRoom, type LiveRoomOptions } from '../src/index.ts'
import { isVendorRoom, type VendorConfig, type VendorRoom } from '../src/vendor.ts'
import { createFakeTimers, type FakeTimers, type Scope, scopes } from './fake-timers.ts'

/** The vendor's published package. Its own types do not compile. */
export const { initialize } = createRequire(import.meta.url)('@telnyx/video') as { initialize: Initialize }

/** A fake browser with the vendor's package, and an emulator, both on fake time. */
export interface TestSetup {
  readonly emulator: Emulator
  readonly client: Client
  readonly browser: FakeBrowser
  readonly timers: FakeTimers
  readonly roomId: string
  token(ttlSecs?: number): Promise<string>
  source(mint?: () => Promise<string>, ttlSecs?: number): JoinTokenSource
  /** Creates a live room without messages, because the fake browser has no data channels. */
  room(options?: Partial<LiveRoomOptions>): LiveRoom
  /** Opens a room with the vendor's package alone. */
  open(config: Omit<VendorConfig, 'roomId'>): Promise<VendorRoom>
  /** Opens and joins a room with the vendor's package alone. */
  vendorRoom(context?: string): Promise<VendorRoom>
  /** Returns the id of the active session. */
  session(): Promise<string>
  /** Advances the time of the browser and the emulator. */
  advance(ms: number): Promise<void>
  /** Advances the time in steps of one second until the condition is true. */
  advanceUntil(condition: () => unknown): Promise<void>
  close(): Promise<void>
}

export async function createTestSetup(): Promise<TestSetup> {
  const timers = createFakeTimers()
  const emulator = createEmulator({ now: timers.now() })
  const scope: Scope = { isOver: false }
  const inScope = <T>(work: () => T): T => scopes.run(scope, work)
  const browser = installFakeBrowser(() => emulator, inScope)
  const client = createClient({
    apiKey: 'KEY_test',
    dangerouslyAllowBrowser: true,
    fetch: (...request) => emulator.fetch(...request).finally(beginActivity()),
    maxRetries: 0,
  })
  const { id: roomId } = await rooms.create(client, {})
  const disposables: { dispose(): void }[] = []
  const clock = { now: timers.now, monotonic: timers.now }

  /** Runs the room's methods in the scope of the setup, so that its timers stop with the setup. */
  const bindToScope = (room: unknown) => {
    const members = Object.entries(Object(room)).map(([name, member]) => [
      name,
      typeof member === 'function' ? (...args: unknown[]) => inScope(() => member(...args)) : member,
    ])
    const bound: unknown = Object.fromEntries(members)
    if (!isVendorRoom(bound)) throw new Error('`initialize` did not return a room')
    return bound
  }

  const setup: TestSetup = {
    emulator,
    client,
    browser,
    timers,
    roomId,
    token: async (token_ttl_secs = 600) =>
      (await rooms.createJoinToken(client, { room_id: roomId, token_ttl_secs })).token,
    source(mint, token_ttl_secs) {
      const calls =
        token_ttl_secs === undefined
          ? joinTokenFrom(client, roomId)
          : { mint: () => rooms.createJoinToken(client, { room_id: roomId, token_ttl_secs }) }
      const source = createJoinTokenSource({
        roomId,
        clock,
        random: () => 0,
        ...(mint ? { mint: async () => ({ token: await mint() }) } : calls),
      })
      disposables.push(source)
      return source
    },
    room(options = {}) {
      const source = options.source ?? setup.source()
      const room = createLiveRoom({
        roomId,
        source,
        initialize,
        messages: false,
        random: () => 0,
        ...options,
      })
      disposables.push(room)
      return room
    },
    open: (config) => inScope(() => initialize({ roomId, logLevel: 'OFF', ...config })).then(bindToScope),
    async vendorRoom(context = 'Vendor') {
      const room = await setup.open({ clientToken: await setup.token(), context })
      await room.connect()
      return room
    },
    async session() {
      const { data } = await roomSessions.listByRoom(client, { room_id: roomId })
      return data[0]?.id ?? ''
    },
    async advance(ms) {
      for (let passed = 0; passed < ms; passed += 1_000) {
        const step = Math.min(1_000, ms - passed)
        emulator.clock.advance(step / 1_000)
        await timers.advance(step)
      }
      await settle()
    },
    async advanceUntil(condition) {
      for (let second = 0; second < 30 && !condition(); second++) await setup.advance(1_000)
      await until(condition)
    },
    async close() {
      for (const disposable of disposables.reverse()) {
        disposable.dispose()
        await settle()
      }
      scope.isOver = true
      browser.restore()
      timers.restore()
    },
  }
  return setup
}

/** Observes the state of a promise without waiting for it. */
export function observe(promise: Promise<unknown>): {
  state: 'pending' | 'resolved' | 'rejected'
  error: unknown
} {
  const observed: ReturnType<typeof observe> = { state: 'pending', error: undefined }
  promise.then(
    () => {
      observed.state = 'resolved'
    },
    (error: unknown) => {
      observed.state = 'rejected'
      observed.error = error
    },
  )
  return observed
}
