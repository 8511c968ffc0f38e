import type { CallLabelChanges } from '../labels/labels.ts'

/** Props of every component. */
export interface PartProps {
  /** A class of your own, added to that of the component. */
  readonly className?: string | undefined
  /** Texts that replace those of the surrounding component, or the English ones. */
  readonly labels?: CallLabelChanges | undefined
}
