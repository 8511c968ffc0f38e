import type { CallLabels } from '../labels/labels.ts'

/** What a key does in a call. */
export type ShortcutAction =
  | 'microphone'
  | 'camera'
  | 'screen'
  | 'chat'
  | 'people'
  | 'layout'
  | 'fullScreen'
  | 'closePanel'
  | 'help'

/** A key, as `KeyboardEvent.key` reports it, and what it does. */
export interface Shortcut {
  readonly key: string
  readonly action: ShortcutAction
  readonly label: keyof CallLabels & `shortcut${string}`
}

/** All shortcuts, in the order of the help sheet. */
export const shortcuts: readonly Shortcut[] = [
  { key: 'm', action: 'microphone', label: 'shortcutMicrophone' },
  { key: 'v', action: 'camera', label: 'shortcutCamera' },
  { key: 's', action: 'screen', label: 'shortcutScreen' },
  { key: 'c', action: 'chat', label: 'shortcutChat' },
  { key: 'p', action: 'people', label: 'shortcutPeople' },
  { key: 'l', action: 'layout', label: 'shortcutLayout' },
  { key: 'f', action: 'fullScreen', label: 'shortcutFullScreen' },
  { key: '?', action: 'help', label: 'shortcutHelp' },
]

/** Where keys are text, or select an entry of a list. */
const typing = 'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"]'

/**
 * Returns the action of a key that was pressed, or undefined if it means something else there. Escape closes
 * the panel that has the focus, also from its text field.
 */
export function shortcutOf(event: KeyboardEvent): ShortcutAction | undefined {
  const { key, altKey, ctrlKey, metaKey, isComposing, defaultPrevented, repeat } = event
  if (altKey || ctrlKey || metaKey || isComposing || defaultPrevented || repeat) return undefined
  // The first target may be in a shadow root, where `target` is only the element around it. No `instanceof`:
  // elements of other windows are not instances of this one's classes.
  const target = (event.composedPath()[0] ?? event.target) as Partial<Element> | null
  if (key === 'Escape' && target?.closest?.('aside')) return 'closePanel'
  if (target?.closest?.(typing)) return undefined
  return shortcuts.find((shortcut) => shortcut.key === key.toLowerCase())?.action
}
