import { TriangleAlert } from 'lucide-react'
import type { CallLabels } from '../labels/labels.ts'
import { describeDevice, describeDeviceProblem, describePermission } from './describe-device.ts'
import type { CallMedia } from './use-call-media.ts'

export interface DeviceProblemsProps {
  readonly media: Pick<CallMedia, 'camera' | 'microphone' | 'screen'>
  readonly labels: CallLabels
}

/** The problems of the user's devices, and what to do next. Screen readers announce them. */
export function DeviceProblems({ media: { camera, microphone, screen }, labels }: DeviceProblemsProps) {
  const problems = [
    describeDevice('camera', camera, labels),
    describeDevice('microphone', microphone, labels),
    describeDeviceProblem('screen', screen.status, labels),
  ].filter((text) => text !== undefined)
  const isDenied = camera.status === 'denied' || microphone.status === 'denied'
  if (problems.length === 0) return null
  return (
    <div className="gr-notices">
      {problems.map((text) => (
        <p key={text} className="gr-notice" role="alert">
          <TriangleAlert className="gr-icon" aria-hidden="true" />
          {text}
        </p>
      ))}
      {isDenied ? <p className="gr-hint">{describePermission(navigator.userAgent, labels)}</p> : null}
    </div>
  )
}
