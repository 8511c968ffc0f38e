import type { ReactNode } from 'react'
import { Form } from 'react-aria-components/Form'
import type { ErrorMessage } from '../errors/error-message.ts'
import { Button } from './button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'
import { Notice } from './notice.tsx'

export interface FormDialogProps extends Pick<DialogProps, 'title' | 'variant'> {
  readonly submitLabel: string
  readonly isPending: boolean
  /** An error that does not belong to one field. */
  readonly error?: ErrorMessage | undefined
  /** The error messages by field name. */
  readonly fieldErrors?: Readonly<Record<string, string>> | undefined
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog with a form, a submit button and a cancel button. */
export function FormDialog({
  title,
  variant,
  submitLabel,
  isPending,
  error,
  fieldErrors,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  return (
    <Dialog title={title} isOpen onOpenChange={(isOpen) => isOpen || onClose()} {...(variant && { variant })}>
      <Form
        className="stack"
        {...(fieldErrors && { validationErrors: fieldErrors })}
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {error ? <Notice message={error} /> : null}
        {children}
        <div className="row row-end">
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {submitLabel}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
