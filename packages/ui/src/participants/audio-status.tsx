import type { LiveStream } from '@greenroom/live'
import { MicOff, Phone } from 'lucide-react'
import type { CallLabels } from '../labels/labels.ts'

export interface AudioStatusProps {
  /** The participant's own stream, if they publish one. */
  readonly stream: LiveStream | undefined
  readonly isTelephone: boolean
  readonly labels: CallLabels
}

/** Whether a participant cannot be heard, and why. It renders nothing while the microphone is on. */
export function AudioStatus({ stream, isTelephone, labels }: AudioStatusProps) {
  if (isTelephone) {
    return (
      <span className="gr-audio-status">
        <Phone className="gr-icon-small" aria-hidden="true" />
        <span className="gr-audio-text">{labels.byPhone}</span>
      </span>
    )
  }
  if (stream?.isMuted === true) {
    return (
      <span className="gr-audio-status">
        <MicOff className="gr-icon-small" aria-hidden="true" />
        <span className="gr-audio-text">{labels.mutedByHost}</span>
      </span>
    )
  }
  if (stream?.isAudioEnabled === true) return null
  return (
    <span className="gr-audio-status">
      <MicOff className="gr-icon-small" aria-hidden="true" />
      <span className="gr-sr-only">{labels.microphoneIsOff}</span>
    </span>
  )
}
