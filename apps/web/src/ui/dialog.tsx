import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** `alertdialog` asks something that has to be answered. Default: `dialog`. */
  readonly role?: 'dialog' | 'alertdialog'
  /** Default: `narrow`, as for a form of one column. */
  readonly variant?: 'narrow' | 'wide'
  readonly children: ReactNode
}

/** A dialog over the page, closed by Escape and by a press outside of it. */
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
