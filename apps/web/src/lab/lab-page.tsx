import { PageTitle } from '../ui/page-title.tsx'
import { ClockCard } from './clock-card.tsx'
import { FaultsCard } from './faults-card.tsx'
import { ParticipantsCard } from './participants-card.tsx'
import { WebhooksCard } from './webhooks-card.tsx'

/** The fault lab: controls for the emulator during development. */
export default function LabPage() {
  return (
    <>
      <PageTitle>Fault lab</PageTitle>
      <div className="stack-s">
        <h1>Fault lab</h1>
        <p className="text-muted">
          Control the emulator behind this app and simulate faults. Available in development only.
        </p>
      </div>
      <div className="lab">
        <FaultsCard />
        <div className="stack">
          <ClockCard />
          <ParticipantsCard />
        </div>
        <WebhooksCard />
      </div>
    </>
  )
}
