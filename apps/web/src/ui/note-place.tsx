import { lazy, Suspense, useSyncExternalStore } from 'react'
import { hasNotes, loadNotes, subscribeToNotes } from './notes.ts'

const NoteRegion = lazy(loadNotes)

/** Where notes appear, once there are any. */
export function NotePlace() {
  const isWanted = useSyncExternalStore(subscribeToNotes, hasNotes)
  return isWanted ? (
    <Suspense>
      <NoteRegion />
    </Suspense>
  ) : null
}
