/** Deletions with undo. A deleted item is hidden immediately, and deleted for good when it is committed. */
export interface Deletions {
  /** Returns the ids of the hidden items. The set is the same object until it changes. */
  hidden(): ReadonlySet<string>
  subscribe(listener: () => void): () => void
  /** Hides an item. `commit` deletes it; if that fails, the item is shown again. */
  begin(id: string, commit: () => Promise<unknown>): Deletion
  /** Commits all pending deletions immediately. */
  commitAll(): void
}

/** A pending deletion. Only the first call of `undo` or `commit` has an effect. */
export interface Deletion {
  undo(): void
  /** Resolves when the item is deleted or was restored. @throws what the given `commit` throws. */
  commit(): Promise<void>
}

/** Creates an empty set of deletions. */
export function createDeletions(): Deletions {
  let hidden: ReadonlySet<string> = new Set()
  const pending = new Map<string, Deletion>()
  const listeners = new Set<() => void>()
  const setHidden = (id: string, isHidden: boolean) => {
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
      setHidden(id, true)
      const deletion: Deletion = {
        undo() {
          if (pending.delete(id)) setHidden(id, false)
        },
        async commit() {
          if (!pending.delete(id)) return
          try {
            await commit()
          } catch (error) {
            setHidden(id, false)
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
