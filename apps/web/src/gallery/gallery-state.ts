import type { CallLabels } from '@greenroom/ui'
import type { ReactNode } from 'react'

/** One state of a part, as the gallery shows it. */
export interface GalleryState {
  readonly id: string
  readonly title: string
  readonly render: (labels: CallLabels) => ReactNode
  /** The names of the buttons that lead to the state, in order. Default: none. */
  readonly press?: (labels: CallLabels) => readonly string[]
  /** The text to write into the only text field before the last button is pressed. Default: none. */
  readonly text?: string
  /** What is on screen once the state is reached: a CSS selector. */
  readonly ready: string
}

/** The states of one part. */
export interface GalleryPart {
  readonly name: string
  readonly states: readonly GalleryState[]
}
