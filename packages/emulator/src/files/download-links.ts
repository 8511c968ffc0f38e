import type { Clock } from '../clock.ts'

/** Links to files that work for an hour, as the API's do. Whoever has one needs no key. */
export interface DownloadLinks {
  /** Makes a link to the file of a recording or a composition. */
  issue(id: string): string
  /** The id that a link's last part leads to; undefined when it was never issued or is over. */
  open(key: string): string | undefined
}

const lifetimeMs = 60 * 60_000
/** Each view of a recording makes a link: the oldest are forgotten. */
const maxLinks = 10_000

/** Makes links that begin with the base, whose hour runs by the emulator's clock. */
export function createDownloadLinks(clock: Clock, base: () => string): DownloadLinks {
  const issued = new Map<string, { readonly id: string; readonly endsAt: number }>()
  return {
    issue(id) {
      const key = crypto.randomUUID().replaceAll('-', '')
      issued.set(key, { id, endsAt: clock.now() + lifetimeMs })
      for (const oldest of issued.keys()) {
        if (issued.size <= maxLinks) break
        issued.delete(oldest)
      }
      return `${base()}/files/${key}`
    },
    open(key) {
      const link = issued.get(key)
      return link && clock.now() < link.endsAt ? link.id : undefined
    },
  }
}
