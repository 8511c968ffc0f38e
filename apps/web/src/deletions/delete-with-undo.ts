import { useSyncExternalStore } from 'react'
import { describeError } from '../errors/error-message.ts'
import { showToast } from '../ui/toasts.ts'
import { createDeletions } from './deletions.ts'

const deletions = createDeletions()
// Whoever goes away does not take it back any more.
addEventListener('pagehide', deletions.commitAll)

/** The ids of what is as good as deleted. */
export function useHiddenIds(): ReadonlySet<string> {
  return useSyncExternalStore(deletions.subscribe, deletions.hidden)
}

/** What is to be deleted. */
export interface PendingDeletion {
  readonly id: string
  /** What to call it: `Release party`, `The recording`. */
  readonly name: string
  readonly commit: () => Promise<unknown>
}

/** Deletes something, unless it is taken back within some seconds. */
export function deleteWithUndo({ id, name, commit }: PendingDeletion): void {
  const deletion = deletions.begin(id, commit)
  const onGone = () =>
    void deletion.commit().catch((error: unknown) => {
      void showToast({ text: `${name} is still there. ${describeError(error, 'room').title}.` })
    })
  void showToast({ text: `${name} was deleted.`, action: { label: 'Undo', onPress: deletion.undo } }, onGone)
}
