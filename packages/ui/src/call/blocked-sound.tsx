import { VolumeX } from 'lucide-react'
import { Button } from '../elements/button.tsx'
import type { CallLabels } from '../labels/labels.ts'

export interface BlockedSoundProps {
  readonly onPlay: () => void
  readonly labels: CallLabels
}

/** Says that the browser blocks the sound of the call, and lets the user start it. */
export function BlockedSound({ onPlay, labels }: BlockedSoundProps) {
  return (
    <div className="gr-blocked-sound" role="alert">
      <VolumeX className="gr-icon" aria-hidden="true" />
      <p>{labels.soundBlocked}</p>
      <Button variant="primary" onPress={onPlay}>
        {labels.tapForSound}
      </Button>
    </div>
  )
}
