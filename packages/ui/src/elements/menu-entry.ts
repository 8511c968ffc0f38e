import type { ReactNode } from 'react'

/** An entry of a menu. */
export interface MenuEntry {
  readonly id: string
  readonly text: string
  readonly icon?: ReactNode
  /** The key that does the same. */
  readonly shortcut?: string | undefined
  readonly isDanger?: boolean | undefined
  readonly onAction: () => void
}

/** A group of entries in a menu. */
export interface MenuGroup {
  readonly id: string
  readonly title?: string | undefined
  /** The id of the chosen entry, if one of them is chosen. Undefined for a group of actions. */
  readonly selectedId?: string | undefined
  readonly entries: readonly MenuEntry[]
}
