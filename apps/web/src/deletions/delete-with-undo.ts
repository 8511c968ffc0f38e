import { useSyncExternalStore } from 'react'
import { describeError } from '../errors/error-message.ts'
import { showToast } from '../ui/toasts.ts'
import { createDeletions } from './deletions.ts'

const deletions = createDeletions()
// A user who leaves the page can no longer undo a deletion.
addEventListener('pagehide', deletions.commitAll)

/** Returns the ids of items that are hidden because they are deleted or about to be. */
export function useHiddenIds(): ReadonlySet<string> {
  return useSyncExternalStore(deletions.subscribe, deletions.hidden)
}

/** An item to delete. */
export interface PendingDeletion {
  readonly id: string
  /** The name to show: `Release party`, `The recording`. */
  readonly name: string
  readonly commit: () => Promise<unknown>
}

/** Deletes an item when its toast closes, unless the user selects Undo first. */
export function deleteWithUndo({ id, name, commit }: PendingDeletion): void {
  const deletion = deletions.begin(id, commit)
  const onClose = () =>
    void deletion.commit().catch((error: unknown) => {
      void showToast({ text: `${name} was not deleted. ${describeError(error, 'room').title}.` })
    })
  void showToast({ text: `${name} was deleted.`, action: { label: 'Undo', onPress: deletion.undo } }, onClose)
}
