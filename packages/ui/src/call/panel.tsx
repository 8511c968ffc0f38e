import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../elements/button.tsx'

export interface PanelProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A panel beside the tiles, or over them in a narrow call. */
export function Panel({ title, closeLabel, onClose, children }: PanelProps) {
  return (
    <aside className="gr-panel" aria-label={title} tabIndex={-1}>
      <header className="gr-panel-head">
        <h2 className="gr-heading">{title}</h2>
        <Button className="gr-icon-button" label={closeLabel} onPress={onClose}>
          <X className="gr-icon" aria-hidden="true" />
        </Button>
      </header>
      {children}
    </aside>
  )
}
