import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

export interface ConfirmDialogProps {
  readonly title: string
  readonly detail: string
  /** The label of the confirm button. */
  readonly action: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** A dialog that asks for confirmation before an irreversible action. */
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
