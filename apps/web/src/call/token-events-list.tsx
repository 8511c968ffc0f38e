import { secondText } from '../ui/moment.ts'
import { clockText } from './countdown.ts'
import type { TokenEvent } from './token-events.ts'

const kinds = { minted: 'Minted', refreshed: 'Refreshed' }
const verdicts = { waiting: 'on its way to the room', accepted: 'accepted', refused: 'not accepted' }

/** The tokens that a call had so far, the newest first. */
export function TokenEvents({ events }: { readonly events: readonly TokenEvent[] }) {
  if (events.length === 0) return null
  return (
    <div className="stack-s">
      <h3 id="token-events">Token events</h3>
      <ol className="log" aria-labelledby="token-events">
        {events.map(({ number, kind, at, lifeMs, verdict }) => (
          <li key={number} className="log-item" data-verdict={verdict}>
            <strong>{kinds[kind]}</strong> at <time>{secondText(at)}</time>, good for {clockText(lifeMs)},{' '}
            {verdicts[verdict]}
          </li>
        ))}
      </ol>
    </div>
  )
}
