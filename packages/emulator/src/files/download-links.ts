import type { Clock } from '../clock.ts'

/** Download links, valid for an hour like those of the API. A link works without an API key. */
export interface DownloadLinks {
  /** Creates a link to the file of a recording or composition. */
  issue(id: string): string
  /**
   * Returns the id for the key in a link's last segment, or undefined if the link is unknown or has expired.
   */
  resolve(key: string): string | undefined
  /** Returns the id for a link; undefined for any other URL, and if the link has expired. */
  idOf(url: string): string | undefined
}

const lifetimeMs = 60 * 60_000
/** Every response with a recording issues a link, so the oldest tenth is removed beyond this number. */
const maxLinks = 10_000

/** Creates a registry of links that start with `base()` and expire by the emulator's clock. */
export function createDownloadLinks(clock: Clock, base: () => string): DownloadLinks {
  const issued = new Map<string, { readonly id: string; readonly expiresAt: number }>()
  // In bulk: finding the first key of a map is slow after many deletions.
  const removeOldest = () => {
    for (const oldest of issued.keys()) {
      if (issued.size <= maxLinks * 0.9) return
      issued.delete(oldest)
    }
  }
  const resolve = (key: string) => {
    const link = issued.get(key)
    return link && clock.now() < link.expiresAt ? link.id : undefined
  }
  return {
    issue(id) {
      const key = crypto.randomUUID().replaceAll('-', '')
      issued.set(key, { id, expiresAt: clock.now() + lifetimeMs })
      if (issued.size > maxLinks) removeOldest()
      return `${base()}/files/${key}`
    },
    resolve,
    idOf(url) {
      const prefix = `${base()}/files/`
      return url.startsWith(prefix) ? resolve(url.slice(prefix.length)) : undefined
    },
  }
}
