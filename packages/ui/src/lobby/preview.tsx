import type { UseLocalDevice } from '@greenroom/react/live'
import { VideoOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { CallLabels } from '../labels/labels.ts'

export interface PreviewProps {
  readonly camera: UseLocalDevice
  readonly labels: CallLabels
}

/** The picture of the user's camera, mirrored unless it is the rear camera of a phone. */
export function Preview({ camera, labels }: PreviewProps) {
  const { track, status, facingMode } = camera
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (element.current) element.current.srcObject = track ? new MediaStream([track]) : null
  }, [track])
  if (track === undefined) {
    return (
      <p className="gr-preview-empty">
        <VideoOff className="gr-icon-large" aria-hidden="true" />
        {status === 'starting' ? labels.cameraIsStarting : labels.cameraIsOff}
      </p>
    )
  }
  return (
    <video
      ref={element}
      className="gr-preview-video"
      data-mirrored={facingMode !== 'environment' || undefined}
      autoPlay
      playsInline
      muted
      aria-label={labels.cameraPreview}
    />
  )
}
