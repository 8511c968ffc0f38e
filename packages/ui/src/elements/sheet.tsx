import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './button.tsx'
import { usePortalProps } from './portal-context.ts'

export interface SheetProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog with a heading. The focus stays in it, and returns to where it was. */
export function Sheet({ title, closeLabel, onClose, children }: SheetProps) {
  const portal = usePortalProps()
  return (
    <ModalOverlay
      className="gr-root gr-scrim"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      {...portal}
    >
      <Modal className="gr-sheet">
        <Dialog className="gr-sheet-content">
          <header className="gr-sheet-head">
            <Heading slot="title" className="gr-heading">
              {title}
            </Heading>
            <Button className="gr-icon-button" label={closeLabel} onPress={onClose}>
              <X className="gr-icon" aria-hidden="true" />
            </Button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
