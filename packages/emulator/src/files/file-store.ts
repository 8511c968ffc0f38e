import type { StoredFile } from './files.ts'

/** Recorded files in memory, by recording id. Recordings without a file use a placeholder. */
export interface FileStore {
  put(id: string, file: StoredFile): void
  get(id: string): StoredFile | undefined
  delete(id: string): void
  clear(): void
}

/** Default memory limit in bytes. Beyond it, the oldest files are removed. */
const maxBytes = 256_000_000

/** Creates an empty store. */
export function createFileStore(limit: number = maxBytes): FileStore {
  const files = new Map<string, StoredFile>()
  let bytes = 0
  const remove = (id: string) => {
    bytes -= files.get(id)?.bytes.length ?? 0
    files.delete(id)
  }
  return {
    put(id, file) {
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
