import { vi } from 'vitest'
import type { PageLifecycle, TabChannel, TabLocks, Timers } from '../../src/join-token/index.ts'

/** The server's time when a row begins. */
const startsAt = 1_700_000_000_000
const minuteMs = 60_000

/** A device whose time is moved, and the tabs that are open on it. */
export interface Device {
  /** Milliseconds since the beginning, as the world counts them: those slept through included. */
  elapsed(): number
  /** Milliseconds for which it has run. */
  ran(): number
  /** Somebody sets the clock. */
  setClock(byMs: number): void
  /** The clock goes wrong by so much each minute. */
  drift(msPerMinute: number): void
  /** It sleeps: its clock goes on, its timers and its monotonic clock do not. */
  sleep(ms: number): void
  readonly isOnline: boolean
  setOnline(is: boolean): void
  /** What pages are told of being online from now on, whatever the truth. */
  claimOnline(is: boolean): void
  tab(index: number): Tab
  /** Resolves after a while of the world, whatever the device does. */
  later(ms: number): Promise<void>
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>
  /** Takes the device away, and tells how many timers were left on it; those of the world are not its. */
  close(): Promise<number>
}

/** One tab of the device's browser. */
export interface Tab {
  readonly page: PageLifecycle
  readonly timers: Timers
  readonly locks: TabLocks | undefined
  readonly openChannel: (name: string) => TabChannel | undefined
  hide(): void
  /** From now on its timers go off once a minute only, as those of a page do that has long been hidden. */
  throttle(): void
  /** Tells the page that it is looked at again. */
  wake(type: 'visibilitychange' | 'resume' | 'pageshow' | 'focus' | 'online'): void
  /** Stops all that runs in it. */
  freeze(): void
  thaw(): void
  /** Ends all that runs in it; the browser frees its locks. */
  crash(): void
  /** Resolves when it runs. */
  running(): Promise<void>
}

/** What of a browser a device has. */
export interface DeviceOptions {
  readonly skewMs?: number | undefined
  readonly hasLocks?: boolean | undefined
  readonly hasChannel?: boolean | undefined
  /** Whether the lock is in the hand of something that never lets go of it. */
  readonly lockIsDead?: boolean | undefined
}

type Later = typeof globalThis.setTimeout

/**
 * Puts this process onto a device: from here on its clocks and timers are the global ones, so that whatever
 * reads them runs on it, until it is closed.
 */
export function openDevice(options: DeviceOptions): Device {
  vi.useFakeTimers({ now: startsAt + (options.skewMs ?? 0) })
  // Node has locks too, which are not those of this device.
  vi.stubGlobal('navigator', undefined)
  const later: Later = globalThis.setTimeout
  const unlater = globalThis.clearTimeout
  const began = performance.now()
  const tabs: Tab[] = []
  const bus = createBus((deliver) => void device.later(5).then(deliver))
  const queue = createLockQueue(options.lockIsDead ?? false)
  let slept = 0
  let driftPerMinute = 0
  let drifted = 0
  let worldly = 0
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
      worldly += 1
      await new Promise<void>((resolve) => later(resolve, ms))
      worldly -= 1
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
      const left = vi.getTimerCount() - worldly
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
        clearTimeout: (timer) => unlater(timer as Parameters<typeof unlater>[0]),
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

  // What takes no timers of its own is in the first tab.
  const first = device.tab(0)
  globalThis.setTimeout = ((callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
    first.timers.setTimeout(() => callback(...args), ms)) as unknown as Later
  return device
}

/**
 * What tabs talk over: in order, to all others but those that are frozen, and later than a lock changes
 * hands.
 */
function createBus(carry: (deliver: () => void) => void): (isFrozen: () => boolean) => TabChannel {
  const open = new Map<TabChannel, () => boolean>()
  return (isFrozen) => {
    const channel: TabChannel = {
      onmessage: null,
      postMessage(message) {
        const data: unknown = structuredClone(message)
        for (const [other, cannotHear] of open) {
          if (other !== channel && !cannotHear()) carry(() => open.has(other) && other.onmessage?.({ data }))
        }
      },
      close: () => void open.delete(channel),
    }
    open.set(channel, isFrozen)
    return channel
  }
}

/** Locks, which tabs are given one after the other. */
function createLockQueue(isDead: boolean) {
  const queues = new Map<string, Promise<unknown>>()
  return {
    forTab() {
      const releases = new Set<() => void>()
      const locks: TabLocks = {
        request(name, { signal }, work) {
          // The first that anybody asks for is the dead one.
          const last =
            queues.get(name) ??
            (isDead && queues.size === 0 ? new Promise(() => undefined) : Promise.resolve())
          const gone = new Promise<never>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason))
            releases.add(() => reject(new Error('the tab is gone')))
          })
          gone.catch(() => undefined)
          // Until it has the lock it can give up; from then on only the end of the tab takes it away.
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
