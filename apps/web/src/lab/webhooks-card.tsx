import { paginate } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { useMutation, useQuery } from '@tanstack/react-query'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { formatTimeOfDay } from '../ui/format.ts'
import { Notice } from '../ui/notice.tsx'
import { type Delivery, emulator, emulatorApi, listDeliveries } from './emulator-api.ts'

const shown = 100

/** What the emulator told others, and what they answered. */
export function WebhooksCard() {
  const { data } = useQuery({
    queryKey: ['emulator', 'webhooks'],
    queryFn: ({ signal }) => listDeliveries(emulator, {}, { signal }),
    refetchInterval: 2_000,
  })
  const subscribe = useMutation({ mutationFn: sendToGateway })
  const deliveries = (data?.data ?? []).slice(-shown).reverse()
  return (
    <section className="card lab-card lab-webhooks" aria-labelledby="lab-webhooks">
      <div className="page-head">
        <h2 id="lab-webhooks">Webhooks</h2>
        <Button onPress={() => subscribe.mutate()} isPending={subscribe.isPending}>
          Have all rooms tell the gateway
        </Button>
      </div>
      {subscribe.isError ? <Notice message={describeError(subscribe.error)} /> : null}
      {deliveries.length === 0 ? (
        <p className="text-muted" role="status">
          {subscribe.isSuccess
            ? 'All rooms tell the gateway now. The next thing that happens in one of them will be here.'
            : 'None yet: a room tells of what happens in it once it has an address to tell.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard can scroll only what can have the focus
        <section className="table-scroll" aria-label="Deliveries" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Event</th>
                <th scope="col">Answer</th>
                <th scope="col">Try</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <DeliveryRow
                  key={`${delivery.event.id} ${delivery.attempt} ${delivery.at}`}
                  delivery={delivery}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

function DeliveryRow({
  delivery: { at, event, status, error, attempt, delivered },
}: {
  readonly delivery: Delivery
}) {
  return (
    <tr data-delivered={delivered}>
      <td>{formatTimeOfDay(Date.parse(at))}</td>
      <td>
        <details>
          <summary>{event.event_type}</summary>
          <pre>{JSON.stringify(event.payload, null, 2)}</pre>
        </details>
      </td>
      <td>{status ?? error ?? 'none'}</td>
      <td>{attempt}</td>
    </tr>
  )
}

/** Has the webhooks of all rooms go to the gateway behind this page, which verifies them. */
async function sendToGateway(): Promise<void> {
  const address = `${location.origin}/telnyx/webhooks`
  for await (const { id } of paginate(emulatorApi, rooms.list, { page: { size: 100 } })) {
    await rooms.update(emulatorApi, { room_id: id, webhook_event_url: address })
  }
}
