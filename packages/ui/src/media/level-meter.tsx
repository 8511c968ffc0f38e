import type { CallLabels } from '../labels/labels.ts'
import { useAudioLevel } from './use-audio-level.ts'

/** From this level on, a person hears something. */
const audible = 5

export interface LevelMeterProps {
  readonly track: MediaStreamTrack | undefined
  readonly labels: CallLabels
}

/** The level of a microphone. Only the meter renders again when the level changes. */
export function LevelMeter({ track, labels }: LevelMeterProps) {
  const level = useAudioLevel(track)
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers do not let pages style a meter
    <div
      className="gr-meter"
      role="meter"
      aria-label={labels.microphoneLevel}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={level}
      aria-valuetext={level > audible ? labels.soundDetected : labels.silent}
    >
      <span className="gr-meter-fill" style={{ transform: `scaleX(${level / 100})` }} />
    </div>
  )
}
