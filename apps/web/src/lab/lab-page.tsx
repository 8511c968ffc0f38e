import { PageTitle } from '../ui/page-title.tsx'
import { ClockCard } from './clock-card.tsx'
import { FaultsCard } from './faults-card.tsx'
import { ParticipantsCard } from './participants-card.tsx'
import { WebhooksCard } from './webhooks-card.tsx'

/** Where a developer plays the parts of the world that are not the page's. */
export default function LabPage() {
  return (
    <>
      <PageTitle>Fault lab</PageTitle>
      <div className="stack-s">
        <h1>Fault lab</h1>
        <p className="text-muted">
          The emulator behind this page, and what can go wrong with it. Only in development.
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
