import type { Room } from '@greenroom/core/video'
import { useUpdateRoom } from '@greenroom/react'
import { useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { describeError } from '../errors/error-message.ts'
import { useFieldErrors } from '../errors/use-field-errors.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'

const fields = ['unique_name'] as const

/** Gives a room another name. It shows everywhere at once, and the old one again if the API refuses. */
export default function RenameRoomDialog({
  room,
  onClose,
}: {
  readonly room: Room
  readonly onClose: () => void
}) {
  const updateRoom = useUpdateRoom()
  const [name, setName] = useState(room.unique_name ?? '')
  const fieldErrors = useFieldErrors(updateRoom.error, fields)
  const hasFormError = updateRoom.isError && Object.keys(fieldErrors).length === 0
  return (
    <Dialog title="Rename the room" isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Form
        className="stack"
        validationErrors={fieldErrors}
        onSubmit={(event) => {
          event.preventDefault()
          updateRoom.mutate({ room_id: room.id, unique_name: name.trim() }, { onSuccess: onClose })
        }}
      >
        {hasFormError ? <Notice message={describeError(updateRoom.error, 'room')} /> : null}
        <TextField
          label="Room name"
          name="unique_name"
          autoComplete="off"
          autoFocus
          isRequired
          value={name}
          onChange={setName}
          validate={(value) => (value.trim() === '' ? 'Give the room a name.' : null)}
        />
        <div className="row row-end">
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isPending={updateRoom.isPending}>
            Rename
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
