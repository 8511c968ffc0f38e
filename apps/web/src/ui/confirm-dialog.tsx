import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

export interface ConfirmDialogProps {
  readonly title: string
  readonly detail: string
  /** What the button says that does it. */
  readonly action: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that cannot be taken back. */
export default function ConfirmDialog({ title, detail, action, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} isOpen role="alertdialog" onOpenChange={(isOpen) => isOpen || onClose()}>
      <p>{detail}</p>
      <div className="row row-end">
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button
          variant="danger"
          onPress={() => {
            onConfirm()
            onClose()
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
