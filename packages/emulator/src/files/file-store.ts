import type { StoredFile } from './files.ts'

/** Files with content of their own, by what they are of. What has none is shown by a placeholder. */
export interface FileStore {
  keep(id: string, file: StoredFile): void
  get(id: string): StoredFile | undefined
  delete(id: string): void
  clear(): void
}

/** They are in memory: beyond so many bytes the oldest are forgotten. */
const maxBytes = 256_000_000

/** Makes an empty store. */
export function createFileStore(limit: number = maxBytes): FileStore {
  const files = new Map<string, StoredFile>()
  let bytes = 0
  const remove = (id: string) => {
    bytes -= files.get(id)?.bytes.length ?? 0
    files.delete(id)
  }
  return {
    keep(id, file) {
      remove(id)
      files.set(id, file)
      bytes += file.bytes.length
      for (const oldest of files.keys()) {
        if (bytes <= limit) break
        remove(oldest)
      }
    },
    get: (id) => files.get(id),
    delete: remove,
    clear() {
      files.clear()
      bytes = 0
    },
  }
}
