/** What is being deleted and can still be kept: it is hidden at once, and deleted when nobody took it back. */
export interface Deletions {
  /** The ids of what is hidden; the same set until it changes. */
  hidden(): ReadonlySet<string>
  subscribe(listener: () => void): () => void
  /** Hides something. `commit` deletes it in truth; when that fails it shows again. */
  begin(id: string, commit: () => Promise<unknown>): Deletion
  /** Deletes everything that is hidden at once: nobody can take it back any more. */
  commitAll(): void
}

/** One that is under way. Whatever comes first counts. */
export interface Deletion {
  undo(): void
  /** Resolves when it is deleted or kept. @throws what `commit` does. */
  commit(): Promise<void>
}

/** Makes an empty set of deletions. */
export function createDeletions(): Deletions {
  let hidden: ReadonlySet<string> = new Set()
  const pending = new Map<string, Deletion>()
  const listeners = new Set<() => void>()
  const show = (id: string, isHidden: boolean) => {
    const next = new Set(hidden)
    if (isHidden) next.add(id)
    else next.delete(id)
    hidden = next
    for (const listener of listeners) listener()
  }
  return {
    hidden: () => hidden,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    begin(id, commit) {
      show(id, true)
      const deletion: Deletion = {
        undo() {
          if (pending.delete(id)) show(id, false)
        },
        async commit() {
          if (!pending.delete(id)) return
          try {
            await commit()
          } catch (error) {
            show(id, false)
            throw error
          }
        },
      }
      pending.set(id, deletion)
      return deletion
    },
    commitAll() {
      for (const deletion of pending.values()) void deletion.commit().catch(() => undefined)
    },
  }
}
