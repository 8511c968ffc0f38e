import { SwitchCamera } from 'lucide-react'
import { Button } from '../elements/button.tsx'
import type { CallLabels } from '../labels/labels.ts'
import type { CallMedia } from './use-call-media.ts'

export interface SwitchCameraButtonProps {
  readonly media: CallMedia
  readonly className: string
  readonly labels: CallLabels
}

/** Switches between the front and the rear camera. Only phones and tablets report a camera's direction. */
export function SwitchCameraButton({ media, className, labels }: SwitchCameraButtonProps) {
  if (!media.camera.facingMode) return null
  return (
    <Button className={className} label={labels.switchCamera} onPress={media.switchCamera}>
      <SwitchCamera className="gr-icon" />
    </Button>
  )
}
