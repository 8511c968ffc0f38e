/** A log that keeps its latest entries, limited in number and size. */
export interface BoundedLog<Entry> {
  /** Number of entries. */
  readonly size: number
  add(entry: Entry): void
  /** Returns the latest entries, oldest first. Default: all. */
  latest(count?: number): Entry[]
  clear(): void
}

/** Options of a log. */
export interface LogOptions {
  /** Maximum number of entries. Default: 1,000. */
  readonly maxEntries?: number
  /**
   * Maximum length of all entries as JSON, in characters. The latest entry is kept in any case. Default: 16
   * million.
   */
  readonly maxLength?: number
  /** Called after an entry was added and after all were removed. */
  readonly onChange?: () => void
}

/**
 * Creates an empty log. It keeps entries as JSON, because a part of a long text, such as one field of a body,
 * would keep the whole text in memory.
 */
export function createBoundedLog<Entry>({
  maxEntries = 1000,
  maxLength = 16_000_000,
  onChange = () => {},
}: LogOptions = {}): BoundedLog<Entry> {
  let entries: string[] = []
  /** Index of the oldest entry that is kept. */
  let start = 0
  let length = 0
  return {
    get size() {
      return entries.length - start
    },
    add(entry) {
      const text = JSON.stringify(entry)
      entries.push(text)
      length += text.length
      while (entries.length - start > 1 && (entries.length - start > maxEntries || length > maxLength)) {
        length -= entries[start]?.length ?? 0
        entries[start] = ''
        start += 1
      }
      onChange()
      // Removed in bulk: moving all entries each time would take longer than adding one.
      if (start < maxEntries) return
      entries = entries.slice(start)
      start = 0
    },
    latest: (count = maxEntries) =>
      entries.slice(Math.max(start, entries.length - count)).map((text) => JSON.parse(text) as Entry),
    clear() {
      entries = []
      start = 0
      length = 0
      onChange()
    },
  }
}
