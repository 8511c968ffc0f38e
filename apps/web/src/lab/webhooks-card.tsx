import { paginate } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { useMutation, useQuery } from '@tanstack/react-query'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { formatTimeOfDay } from '../ui/format.ts'
import { Notice } from '../ui/notice.tsx'
import { type Delivery, emulator, emulatorApi, listDeliveries } from './emulator-api.ts'

const maxDeliveries = 100

/** The webhook deliveries of the emulator, with the responses of their receivers. */
export function WebhooksCard() {
  const { data } = useQuery({
    queryKey: ['emulator', 'webhooks'],
    queryFn: ({ signal }) => listDeliveries(emulator, {}, { signal }),
    refetchInterval: 2_000,
  })
  const subscribe = useMutation({ mutationFn: sendToGateway })
  const deliveries = (data?.data ?? []).slice(-maxDeliveries).reverse()
  return (
    <section className="card lab-card lab-webhooks" aria-labelledby="lab-webhooks">
      <div className="page-head">
        <h2 id="lab-webhooks">Webhooks</h2>
        <Button onPress={() => subscribe.mutate()} isPending={subscribe.isPending}>
          Send all webhooks to the gateway
        </Button>
      </div>
      {subscribe.isError ? <Notice message={describeError(subscribe.error)} /> : null}
      {deliveries.length === 0 ? (
        <p className="text-muted" role="status">
          {subscribe.isSuccess
            ? 'All rooms now send their webhooks to the gateway. New deliveries appear here.'
            : 'No deliveries yet. A room sends webhooks once it has a webhook URL.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls only focusable elements
        <section className="table-scroll" aria-label="Deliveries" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Event</th>
                <th scope="col">Response</th>
                <th scope="col">Attempt</th>
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

/** Sets the webhook URL of all rooms to the gateway of this app, which verifies the webhooks. */
async function sendToGateway(): Promise<void> {
  const webhookUrl = `${location.origin}/telnyx/webhooks`
  for await (const { id } of paginate(emulatorApi, rooms.list, { page: { size: 100 } })) {
    await rooms.update(emulatorApi, { room_id: id, webhook_event_url: webhookUrl })
  }
}
