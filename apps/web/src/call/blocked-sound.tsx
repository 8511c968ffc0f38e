import { Button } from '../ui/button.tsx'

export interface BlockedSoundProps {
  readonly onPlay: () => void
}

/** Says that the browser blocks the sound of the call, and lets the user start it. */
export function BlockedSound({ onPlay }: BlockedSoundProps) {
  return (
    <div className="blocked-sound" role="alert">
      <p>The browser blocks the sound of the call.</p>
      <Button variant="primary" onPress={onPlay}>
        Tap for sound
      </Button>
    </div>
  )
}
