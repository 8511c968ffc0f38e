import { useMutation } from '@tanstack/react-query'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { addBot, emulator } from './emulator-api.ts'

const bots = [
  { name: 'Robin', picture: 'teal', tone: 330 },
  { name: 'Sasha', picture: 'orange', tone: 440 },
  { name: 'Kim', picture: 'purple', tone: false },
  { name: 'Alex', picture: 'blue', tone: 550 },
]

/** A button that adds an emulated participant to the room, for calls without a second browser. */
export default function AddBot({ roomId }: { readonly roomId: string }) {
  const add = useMutation({
    mutationFn: () =>
      addBot(emulator, {
        room_id: roomId,
        ...(bots[Math.floor(Math.random() * bots.length)] ?? { name: 'Bot' }),
      }),
  })
  return (
    <div className="row lab-bar">
      <span className="text-muted">Development:</span>
      <Button onPress={() => add.mutate()} isPending={add.isPending}>
        Add a bot
      </Button>
      {add.isError ? <span className="error-text">{describeError(add.error, 'room').detail}</span> : null}
    </div>
  )
}
