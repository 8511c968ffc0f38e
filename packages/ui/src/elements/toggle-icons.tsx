import { Mic, MicOff, Video, VideoOff } from 'lucide-react'

interface ToggleIconProps {
  readonly isOn: boolean
}

/** The icon of a microphone, crossed out while it is off. */
export function MicrophoneIcon({ isOn }: ToggleIconProps) {
  return isOn ? <Mic className="gr-icon" /> : <MicOff className="gr-icon" />
}

/** The icon of a camera, crossed out while it is off. */
export function CameraIcon({ isOn }: ToggleIconProps) {
  return isOn ? <Video className="gr-icon" /> : <VideoOff className="gr-icon" />
}
