import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../elements/button.tsx'
import type { CallLabels } from '../labels/labels.ts'
import { describeDevice, describeDeviceProblem, describePermission } from './describe-device.ts'
import type { CallMedia } from './use-call-media.ts'

export interface DeviceProblemsProps {
  readonly media: Pick<CallMedia, 'camera' | 'microphone' | 'screen'>
  /** Whether the user can close the messages, until there is another one. Default: false. */
  readonly isDismissible?: boolean | undefined
  readonly labels: CallLabels
}

/** The problems of the user's devices, and what to do next. Screen readers announce them. */
export function DeviceProblems({
  media: { camera, microphone, screen },
  isDismissible = false,
  labels,
}: DeviceProblemsProps) {
  const problems = [
    describeDevice('camera', camera, labels),
    describeDevice('microphone', microphone, labels),
    describeDeviceProblem('screen', screen.status, labels),
  ].filter((text, index, texts) => text !== undefined && texts.indexOf(text) === index)
  const all = problems.join(' ')
  const [dismissed, setDismissed] = useState('')
  if (dismissed !== '' && all === '') setDismissed('')
  const isDenied = camera.status === 'denied' || microphone.status === 'denied'
  if (problems.length === 0 || dismissed === all) return null
  return (
    <div className="gr-notices" data-dismissible={isDismissible || undefined}>
      {problems.map((text) => (
        <p key={text} className="gr-notice" role="alert">
          <TriangleAlert className="gr-icon" aria-hidden="true" />
          {text}
        </p>
      ))}
      {isDenied ? <p className="gr-hint">{describePermission(navigator.userAgent, labels)}</p> : null}
      {isDismissible ? (
        <Button className="gr-icon-button" label={labels.close} onPress={() => setDismissed(all)}>
          <X className="gr-icon" aria-hidden="true" />
        </Button>
      ) : null}
    </div>
  )
}
