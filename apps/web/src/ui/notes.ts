/** A short text about what has just happened, which goes away by itself. */
export interface Note {
  readonly text: string
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined
}

/** How long a note stands, in milliseconds, unless somebody looks at it. */
const standsMs = 6_000

type Region = typeof import('./toast-region.tsx')

let loading: Promise<Region> | undefined
const listeners = new Set<() => void>()

/** Loads what shows notes, once. */
export function loadNotes(): Promise<Region> {
  loading ??= import('./toast-region.tsx')
  for (const listener of listeners) listener()
  return loading
}

export const hasNotes = (): boolean => loading !== undefined

export function subscribeToNotes(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows a note. `onGone` is called when it goes away, also when it cannot be shown. */
export async function note(what: Note, onGone?: () => void): Promise<void> {
  try {
    const { queue } = await loadNotes()
    queue.add(what, { timeout: standsMs, ...(onGone && { onClose: onGone }) })
  } catch {
    loading = undefined
    onGone?.()
  }
}
