import { useCreateRoom } from '@greenroom/react'
import { useState } from 'react'
import { describeError } from '../errors/error-message.ts'
import { useFieldErrors } from '../errors/use-field-errors.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'

export interface CreateRoomDialogProps {
  readonly onClose: () => void
  readonly onCreated: () => void
}

const fields = ['unique_name', 'max_participants', 'enable_recording'] as const

/** A dialog that creates a room. It shows the API's validation errors next to their fields. */
export default function CreateRoomDialog({ onClose, onCreated }: CreateRoomDialogProps) {
  const createRoom = useCreateRoom()
  const [name, setName] = useState('')
  const [capacity, setCapacity] = useState(10)
  const [isRecorded, setIsRecorded] = useState(false)
  const fieldErrors = useFieldErrors(createRoom.error, fields)
  const hasFormError = createRoom.isError && Object.keys(fieldErrors).length === 0

  return (
    <FormDialog
      title="New room"
      submitLabel="Create room"
      isPending={createRoom.isPending}
      error={hasFormError ? describeError(createRoom.error) : undefined}
      fieldErrors={fieldErrors}
      onSubmit={() =>
        createRoom.mutate(
          { unique_name: name.trim(), max_participants: capacity, enable_recording: isRecorded },
          { onSuccess: onCreated },
        )
      }
      onClose={onClose}
    >
      <TextField
        label="Room name"
        hint="Must be unique, because others find the room by its name."
        name="unique_name"
        autoComplete="off"
        autoFocus
        isRequired
        value={name}
        onChange={setName}
        validate={(value) => (value.trim() === '' ? 'Enter a room name.' : null)}
      />
      <NumberField
        label="Max participants"
        hint="2 to 50 at the same time."
        name="max_participants"
        minValue={2}
        maxValue={50}
        isRequired
        value={capacity}
        onChange={setCapacity}
      />
      <Switch
        label="Record"
        hint="Records all participants."
        name="enable_recording"
        isSelected={isRecorded}
        onChange={setIsRecorded}
      />
    </FormDialog>
  )
}
