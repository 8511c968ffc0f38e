import type { Room } from '@greenroom/core/video'
import { useUpdateRoom } from '@greenroom/react'
import { useState } from 'react'
import { describeError } from '../errors/error-message.ts'
import { useFieldErrors } from '../errors/use-field-errors.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { TextField } from '../ui/text-field.tsx'

const fields = ['unique_name'] as const

/**
 * A dialog that renames a room. The new name appears immediately and is rolled back if the API rejects it.
 */
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
    <FormDialog
      title="Rename the room"
      submitLabel="Rename"
      isPending={updateRoom.isPending}
      error={hasFormError ? describeError(updateRoom.error, 'room') : undefined}
      fieldErrors={fieldErrors}
      onSubmit={() =>
        updateRoom.mutate({ room_id: room.id, unique_name: name.trim() }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <TextField
        label="Room name"
        name="unique_name"
        autoComplete="off"
        autoFocus
        isRequired
        value={name}
        onChange={setName}
        validate={(value) => (value.trim() === '' ? 'Enter a room name.' : null)}
      />
    </FormDialog>
  )
}
