import { Label } from 'react-aria-components/Label'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { useNow } from '../ui/use-now.ts'
import { clockText, percentLeft, remainingMs } from './countdown.ts'

export interface TokenLifeProps {
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number
  /** How long it lives in all, in milliseconds. */
  readonly lifeMs: number
}

/** How long the token lasts, running down by the second. */
export function TokenLife({ expiresAt, lifeMs }: TokenLifeProps) {
  const now = useNow(1_000)
  const text = clockText(remainingMs(expiresAt, now))
  const percent = percentLeft(expiresAt, lifeMs, now)
  return (
    <ProgressBar className="meter" value={percent} valueLabel={`${text} left`}>
      <Label className="meter-label">Token life</Label>
      <span className="meter-value">{text} left</span>
      <span className="meter-track">
        <span className="meter-fill" style={{ width: `${percent}%` }} />
      </span>
    </ProgressBar>
  )
}
