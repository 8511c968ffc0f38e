import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** Use `alertdialog` for a question that the user must answer. Default: `dialog`. */
  readonly role?: 'dialog' | 'alertdialog'
  /** The width: `narrow` suits a form with one column. Default: `narrow`. */
  readonly variant?: 'narrow' | 'wide'
  readonly children: ReactNode
}

/** A modal dialog. Escape or a press outside closes it. */
export function Dialog({
  title,
  isOpen,
  onOpenChange,
  role = 'dialog',
  variant = 'narrow',
  children,
}: DialogProps) {
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable>
      <Modal className={`modal modal-${variant}`}>
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
