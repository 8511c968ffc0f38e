/** A channel between tabs, as `BroadcastChannel` is. */
interface Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  postMessage(message: unknown): void
  close(): void
}

interface NamedChannel extends Channel {
  readonly name: string
}

interface FakeLock {
  /** Rejects the request that holds the lock. */
  reject?: ((error: unknown) => void) | undefined
  readonly queue: (() => void)[]
}

/** Creates the locks of a browser, which can be stolen, and its channels. */
export function tabBrowser() {
  const channels = new Set<NamedChannel>()
  const allLocks = new Map<string, FakeLock>()

  const hold = async (lock: FakeLock, work: () => Promise<void>, reject: (error: unknown) => void) => {
    lock.reject = reject
    await work().catch(() => undefined)
    if (lock.reject === reject) {
      lock.reject = undefined
      lock.queue.shift()?.()
    }
  }
  const request = (
    name: string,
    options: { readonly signal?: AbortSignal | undefined; readonly steal?: boolean },
    work: () => Promise<void>,
  ) =>
    new Promise<void>((resolve, reject) => {
      const lock: FakeLock = allLocks.get(name) ?? { queue: [] }
      allLocks.set(name, lock)
      const start = () => void hold(lock, work, reject).then(resolve)
      if (options.steal) {
        lock.reject?.(new DOMException('The lock was stolen', 'AbortError'))
        start()
      } else if (!lock.reject) start()
      else {
        lock.queue.push(start)
        options.signal?.addEventListener('abort', () => {
          const index = lock.queue.indexOf(start)
          if (index >= 0) lock.queue.splice(index, 1)
          reject(options.signal?.reason)
        })
      }
    })

  /** Opens a tab. While it is frozen, no code of it runs; afterwards all that waited does. */
  const openTab = () => {
    let waiting: (() => void)[] | undefined
    const run = (callback: () => void) => (waiting ? void waiting.push(callback) : callback())
    const openChannel = (name: string) => {
      const channel: NamedChannel = {
        name,
        onmessage: null,
        postMessage(message) {
          const data: unknown = structuredClone(message)
          for (const other of channels) {
            if (other !== channel && other.name === name) queueMicrotask(() => other.onmessage?.({ data }))
          }
        },
        close: () => void channels.delete(channel),
      }
      channels.add(channel)
      const outer = { ...channel, onmessage: null as Channel['onmessage'] }
      channel.onmessage = (event) => run(() => outer.onmessage?.(event))
      return outer
    }
    return {
      openChannel,
      locks: {
        request: (...call: Parameters<typeof request>) =>
          new Promise<void>((resolve, reject) => {
            request(...call).then(
              () => run(resolve),
              (error) => run(() => reject(error)),
            )
          }),
      },
      timers: {
        setTimeout(callback: () => void, ms: number) {
          const timer = {
            isCleared: false,
            id: setTimeout(() => run(() => (timer.isCleared ? undefined : callback())), ms),
          }
          return timer
        },
        clearTimeout(timer: unknown) {
          // It may have become due while the tab was frozen.
          const known = Object(timer) as { isCleared?: boolean; id?: ReturnType<typeof setTimeout> }
          known.isCleared = true
          clearTimeout(known.id)
        },
      },
      freeze() {
        waiting = []
      },
      thaw() {
        const callbacks = waiting ?? []
        waiting = undefined
        for (const callback of callbacks) callback()
      },
    }
  }
  /** Counts what tabs hold or wait for. */
  const openCount = () =>
    [...allLocks.values()].reduce(
      (sum, { reject, queue }) => sum + queue.length + (reject ? 1 : 0),
      channels.size,
    )
  return { openTab, openCount }
}
