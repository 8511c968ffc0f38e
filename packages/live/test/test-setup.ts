import { createRequire } from 'node:module'
import { type Client, createClient } from '@greenroom/core'
import { createJoinTokenSource, type JoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createEmulator, type Emulator } from '@greenroom/emulator'
import { createLiveRoom, type Initialize, type LiveRoom, type LiveRoomOptions } from '../src/index.ts'
import { isVendorRoom, type VendorConfig, type VendorRoom } from '../src/vendor.ts'
import { begin, settle, until } from './activity.ts'
import { type FakeBrowser, installFakeBrowser } from './fake-browser.ts'
import { createFakeTimers, type FakeTimers, type Scope, scopes } from './fake-timers.ts'

/** The vendor's package as it is published; its types do not compile. */
export const { initialize } = createRequire(import.meta.url)('@telnyx/video') as { initialize: Initialize }

/** A page, the vendor's package in it, and an emulator that it joins rooms of, on a time of their own. */
export interface TestRoom {
  readonly emulator: Emulator
  readonly client: Client
  readonly browser: FakeBrowser
  readonly timers: FakeTimers
  readonly roomId: string
  token(ttlSecs?: number): Promise<string>
  source(mint?: () => Promise<string>, ttlSecs?: number): JoinTokenSource
  /** A room of ours; without texts, since nothing carries them here. */
  room(options?: Partial<LiveRoomOptions>): LiveRoom
  /** Has the vendor's package as it is open a room. */
  open(config: Omit<VendorConfig, 'roomId'>): Promise<VendorRoom>
  /** A room of the vendor's package as it is, joined. */
  bare(context?: string): Promise<VendorRoom>
  /** The session that is on, for a host. */
  session(): Promise<string>
  /** Lets time pass for the page and the server alike. */
  advance(ms: number): Promise<void>
  /** Lets time pass, second by second, until something is so: what fails at first is tried again. */
  passUntil(condition: () => unknown): Promise<void>
  close(): Promise<void>
}

export async function createTestRoom(): Promise<TestRoom> {
  const timers = createFakeTimers()
  const emulator = createEmulator({ now: timers.now() })
  const scope: Scope = { isOver: false }
  const inScope = <T>(work: () => T): T => scopes.run(scope, work)
  const browser = installFakeBrowser(() => emulator, inScope)
  const client = createClient({
    apiKey: 'KEY_test',
    dangerouslyAllowBrowser: true,
    fetch: (...request) => emulator.fetch(...request).finally(begin()),
    maxRetries: 0,
  })
  const { id: roomId } = await rooms.create(client, {})
  const disposables: { dispose(): void }[] = []
  const clock = { now: timers.now, monotonic: timers.now }

  /** What is asked of the bare package ends with the world: by itself it may not. */
  const asBare = (room: unknown) => {
    const members = Object.entries(Object(room)).map(([name, member]) => [
      name,
      typeof member === 'function' ? (...args: unknown[]) => inScope(() => member(...args)) : member,
    ])
    const bare: unknown = Object.fromEntries(members)
    if (!isVendorRoom(bare)) throw new Error('This is no room')
    return bare
  }

  const world: TestRoom = {
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
        room_id: roomId,
        clock,
        random: () => 0,
        ...(mint ? { mint: async () => ({ token: await mint() }) } : calls),
      })
      disposables.push(source)
      return source
    },
    room(options = {}) {
      const source = options.source ?? world.source()
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
    open: (config) => inScope(() => initialize({ roomId, logLevel: 'OFF', ...config })).then(asBare),
    async bare(context = 'Bare') {
      const room = await world.open({ clientToken: await world.token(), context })
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
    async passUntil(condition) {
      for (let second = 0; second < 30 && !condition(); second++) await world.advance(1_000)
      await until(condition)
    },
    async close() {
      for (const one of disposables.reverse()) {
        one.dispose()
        await settle()
      }
      scope.isOver = true
      browser.restore()
      timers.restore()
    },
  }
  return world
}

/** How a promise stands, without waiting for it. */
export function watch(promise: Promise<unknown>): {
  state: 'pending' | 'resolved' | 'rejected'
  error: unknown
} {
  const seen: ReturnType<typeof watch> = { state: 'pending', error: undefined }
  promise.then(
    () => {
      seen.state = 'resolved'
    },
    (error: unknown) => {
      seen.state = 'rejected'
      seen.error = error
    },
  )
  return seen
}
