import { isApiError } from '@greenroom/core'
import * as rooms from '@greenroom/core/video/rooms'
import { useGreenroom } from '@greenroom/react'
import { Camera, Mic, Volume2, Wifi } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../elements/button.tsx'
import { Sheet } from '../elements/sheet.tsx'
import type { CallLabels } from '../labels/labels.ts'
import { useLabels } from '../labels/labels-context.tsx'
import { describeDevice } from '../media/describe-device.ts'
import { DeviceMenu } from '../media/device-menu.tsx'
import { LevelMeter } from '../media/level-meter.tsx'
import type { CallMedia } from '../media/use-call-media.ts'
import { playTone } from './play-tone.ts'

export interface CallTestProps {
  readonly media: CallMedia
  readonly roomId: string | undefined
  readonly onClose: () => void
}

/** Tests the camera, the microphone, the speaker and the connection to the gateway. */
export default function CallTest({ media, roomId, onClose }: CallTestProps) {
  const labels = useLabels()
  const { camera, microphone, preferences } = media
  const [isPlaying, setPlaying] = useState(false)
  const play = async () => {
    setPlaying(true)
    await playTone(preferences.speaker).catch(() => undefined)
    setPlaying(false)
  }
  return (
    <Sheet title={labels.testTitle} closeLabel={labels.close} onClose={onClose}>
      <ul className="gr-test">
        <Row icon={<Camera className="gr-icon" aria-hidden="true" />} name={labels.testCamera}>
          {describeDevice('camera', camera, labels) ??
            (camera.status === 'on' ? labels.testWorks : labels.testOff)}
          <DeviceMenu media={media} kinds={['camera']} />
        </Row>
        <Row icon={<Mic className="gr-icon" aria-hidden="true" />} name={labels.testMicrophone}>
          {describeDevice('microphone', microphone, labels) ??
            (microphone.status === 'on' ? labels.testSaySomething : labels.testOff)}
          <LevelMeter track={microphone.track} labels={labels} />
          <DeviceMenu media={media} kinds={['microphone']} />
        </Row>
        <Row icon={<Volume2 className="gr-icon" aria-hidden="true" />} name={labels.testSpeaker}>
          <Button isDisabled={isPlaying} onPress={() => void play()}>
            {isPlaying ? labels.tonePlaying : labels.playTone}
          </Button>
          <DeviceMenu media={media} kinds={['speaker']} />
        </Row>
        {roomId === undefined ? null : (
          <Row icon={<Wifi className="gr-icon" aria-hidden="true" />} name={labels.testNetwork}>
            <NetworkTest roomId={roomId} labels={labels} />
          </Row>
        )}
      </ul>
    </Sheet>
  )
}

interface RowProps {
  readonly icon: ReactNode
  readonly name: string
  readonly children: ReactNode
}

function Row({ icon, name, children }: RowProps) {
  return (
    <li className="gr-test-row">
      {icon}
      <div className="gr-stack-small">
        <strong>{name}</strong>
        {children}
      </div>
    </li>
  )
}

interface NetworkTestProps {
  readonly roomId: string
  readonly labels: CallLabels
}

/** Measures how long the gateway takes to respond. A refusal is a response too. */
function NetworkTest({ roomId, labels }: NetworkTestProps) {
  const { client } = useGreenroom()
  const [result, setResult] = useState<{ readonly responseMs: number | undefined }>()
  useEffect(() => {
    const controller = new AbortController()
    const measure = async () => {
      const start = performance.now()
      const isReachable = await rooms
        .retrieve(client, { room_id: roomId }, { signal: controller.signal })
        .then(() => true, isApiError)
      if (controller.signal.aborted) return
      setResult({ responseMs: isReachable ? Math.round(performance.now() - start) : undefined })
    }
    void measure()
    return () => controller.abort()
  }, [client, roomId])
  const describe = () => {
    if (result === undefined) return labels.networkChecking
    if (result.responseMs === undefined) return labels.networkUnreachable
    return labels.networkReachable(result.responseMs)
  }
  return <span role="status">{describe()}</span>
}
