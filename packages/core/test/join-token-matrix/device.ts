import { vi } from 'vitest'
import type { PageLifecycle, TabChannel, TabLocks, Timers } from '../../src/join-token/index.ts'

/** The server's time when a row begins. */
const startsAt = 1_700_000_000_000
const minuteMs = 60_000

/** A device in virtual time, with its tabs. */
export interface Device {
  /** Milliseconds since the row began, including sleep. */
  elapsed(): number
  /** Milliseconds since the row began, without sleep. */
  ran(): number
  /** Sets the clock forward or back. */
  setClock(byMs: number): void
  /** Makes the clock gain or lose time each minute. */
  drift(msPerMinute: number): void
  /** Makes the device sleep: its clock continues, its timers and its monotonic clock stop. */
  sleep(ms: number): void
  readonly isOnline: boolean
  setOnline(is: boolean): void
  /** Sets what pages report about being online, whether or not it is true. */
  claimOnline(is: boolean): void
  tab(index: number): Tab
  /** Resolves after a time, whatever the device does. */
  later(ms: number): Promise<void>
  /** Lets time pass. */
  pass(ms: number): Promise<void>
  /** Removes the device. Returns the number of timers that were left on it, without those of the server. */
  close(): Promise<number>
}

/** One tab of the device's browser. */
export interface Tab {
  readonly page: PageLifecycle
  readonly timers: Timers
  readonly locks: TabLocks | undefined
  readonly openChannel: (name: string) => TabChannel | undefined
  hide(): void
  /** Lets timers fire only once a minute from now on, as in a page that has been hidden for long. */
  throttle(): void
  /** Emits an event of a page that becomes active. */
  wake(type: 'visibilitychange' | 'resume' | 'pageshow' | 'focus' | 'online'): void
  /** Stops everything that runs in the tab. */
  freeze(): void
  thaw(): void
  /** Ends everything that runs in the tab; the browser releases its locks. */
  crash(): void
  /** Resolves when the tab is not frozen. */
  running(): Promise<void>
}

/** The features of the browser. */
export interface DeviceOptions {
  readonly skewMs?: number | undefined
  readonly hasLocks?: boolean | undefined
  readonly hasChannel?: boolean | undefined
  /** Whether a lock is held forever. */
  readonly isLockStuck?: boolean | undefined
}

type Later = typeof globalThis.setTimeout

/**
 * Makes the clocks and timers of a device the global ones, until it is closed, so that everything in this
 * process runs on it.
 */
export function openDevice(options: DeviceOptions): Device {
  vi.useFakeTimers({ now: startsAt + (options.skewMs ?? 0) })
  // The locks of Node are not those of the device.
  vi.stubGlobal('navigator', undefined)
  const later: Later = globalThis.setTimeout
  const clearLater = globalThis.clearTimeout
  const began = performance.now()
  const tabs: Tab[] = []
  const bus = createBus((deliver) => void device.later(5).then(deliver))
  const queue = createLockQueue(options.isLockStuck ?? false)
  let slept = 0
  let driftPerMinute = 0
  let drifted = 0
  let serverTimers = 0
  let isOnline = true
  let claim: boolean | undefined

  const ran = () => performance.now() - began
  const elapsed = () => ran() + slept
  const device: Device = {
    get isOnline() {
      return isOnline
    },
    setOnline(is) {
      isOnline = is
    },
    claimOnline(is) {
      claim = is
    },
    elapsed,
    ran,
    setClock: (byMs) => void vi.setSystemTime(Date.now() + byMs),
    drift(msPerMinute) {
      driftPerMinute = msPerMinute
      drifted = elapsed()
    },
    sleep(ms) {
      slept += ms
      device.setClock(ms)
    },
    async later(ms) {
      serverTimers += 1
      await new Promise<void>((resolve) => later(resolve, ms))
      serverTimers -= 1
    },
    tab(index) {
      tabs[index] ??= openTab(index)
      return tabs[index]
    },
    async pass(ms) {
      await vi.advanceTimersByTimeAsync(ms)
      if (driftPerMinute === 0) return
      const owed = Math.trunc(((elapsed() - drifted) / minuteMs) * driftPerMinute)
      if (owed === 0) return
      device.setClock(owed)
      drifted = elapsed()
    },
    async close() {
      await vi.advanceTimersByTimeAsync(0)
      const left = vi.getTimerCount() - serverTimers
      vi.useRealTimers()
      vi.unstubAllGlobals()
      return left
    },
  }

  function openTab(index: number): Tab {
    const listeners = new Map<string, Set<() => void>>()
    const target = {
      addEventListener(type: string, listener: () => void) {
        listeners.set(type, (listeners.get(type) ?? new Set()).add(listener))
      },
      removeEventListener: (type: string, listener: () => void) => void listeners.get(type)?.delete(listener),
    }
    const held = new Set<() => void>()
    const { locks, releaseAll } = queue.forTab()
    let frozen = false
    let isHidden = index > 0
    let isThrottled = false
    const wait = (ms: number) => {
      if (!isThrottled) return ms
      const now = ran()
      return Math.ceil((now + Math.max(ms, 1)) / minuteMs) * minuteMs - now
    }
    const tab: Tab = {
      hide() {
        isHidden = true
      },
      throttle() {
        isThrottled = true
      },
      page: {
        document: {
          ...target,
          get hidden() {
            return isHidden
          },
          hasFocus: () => !isHidden && index === 0,
        },
        window: target,
        navigator: {
          get onLine() {
            return claim ?? isOnline
          },
        },
      },
      timers: {
        setTimeout: (callback, ms) => later(() => (frozen ? held.add(callback) : callback()), wait(ms)),
        clearTimeout: (timer) => clearLater(timer as Parameters<typeof clearLater>[0]),
      },
      locks: options.hasLocks === false ? undefined : locks,
      openChannel: () => (options.hasChannel === false ? undefined : bus(() => frozen)),
      wake(type) {
        if (frozen) return
        for (const listener of [...(listeners.get(type) ?? [])]) listener()
      },
      freeze() {
        frozen = true
      },
      thaw() {
        frozen = false
        for (const callback of [...held]) callback()
        held.clear()
      },
      crash() {
        frozen = true
        releaseAll()
      },
      async running() {
        while (frozen) await new Promise<void>((resolve) => held.add(resolve))
      },
    }
    return tab
  }

  // Code that uses the global timers runs in the first tab.
  const first = device.tab(0)
  globalThis.setTimeout = ((callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
    first.timers.setTimeout(() => callback(...args), ms)) as unknown as Later
  return device
}

/**
 * Creates the channels between tabs. Messages arrive in order, in all other tabs that are not frozen, and
 * later than a lock that is released at the same time.
 */
function createBus(carry: (deliver: () => void) => void): (isFrozen: () => boolean) => TabChannel {
  const open = new Map<TabChannel, () => boolean>()
  return (isFrozen) => {
    const channel: TabChannel = {
      onmessage: null,
      postMessage(message) {
        const data: unknown = structuredClone(message)
        for (const [other, isFrozen] of open) {
          if (other !== channel && !isFrozen()) carry(() => open.has(other) && other.onmessage?.({ data }))
        }
      },
      close: () => void open.delete(channel),
    }
    open.set(channel, isFrozen)
    return channel
  }
}

/** Creates locks that one tab at a time can hold. */
function createLockQueue(isStuck: boolean) {
  const queues = new Map<string, Promise<unknown>>()
  return {
    forTab() {
      const releases = new Set<() => void>()
      const locks: TabLocks = {
        request(name, { signal }, work) {
          // The first lock that is requested is the stuck one.
          const last =
            queues.get(name) ??
            (isStuck && queues.size === 0 ? new Promise(() => undefined) : Promise.resolve())
          const gone = new Promise<never>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason))
            releases.add(() => reject(new Error('the tab crashed')))
          })
          gone.catch(() => undefined)
          // A request can be aborted until it is granted. From then on only a crash of the tab ends it.
          const dead = new Promise<void>((resolve) => releases.add(resolve))
          const held = Promise.race([last, gone]).then(() => Promise.race([work(), dead]))
          queues.set(name, Promise.all([last, held.catch(() => undefined)]))
          return held
        },
      }
      return { locks, releaseAll: () => releases.forEach((release) => void release()) }
    },
  }
}
