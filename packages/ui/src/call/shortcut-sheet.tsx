import { Sheet } from '../elements/sheet.tsx'
import { useLabels } from '../labels/labels-context.tsx'
import { shortcuts } from './shortcuts.ts'

export interface ShortcutSheetProps {
  readonly onClose: () => void
}

/** The help for keyboard shortcuts. */
export default function ShortcutSheet({ onClose }: ShortcutSheetProps) {
  const labels = useLabels()
  return (
    <Sheet title={labels.shortcuts} closeLabel={labels.close} onClose={onClose}>
      <dl className="gr-shortcuts">
        {shortcuts.map(({ key, label }) => (
          <div key={key} className="gr-shortcut">
            <dt>{labels[label]}</dt>
            <dd>
              <kbd className="gr-key">{key.toUpperCase()}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p className="gr-hint">{labels.shortcutHint}</p>
    </Sheet>
  )
}
