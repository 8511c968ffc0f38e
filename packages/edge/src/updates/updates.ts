import { updates as endpoint, type Update } from '@greenroom/core/updates'
import type { WebhookEvent } from '@greenroom/core/webhooks'
import type { Grant } from '../call/authorize.ts'
import type { Call } from '../call/call.ts'
import { allowsRoom } from '../call/room-scope.ts'
import type { GatewaySettings } from '../options.ts'
import type { NotifyRefusal } from '../refusals/notify-refusal.ts'
import { Refusal } from '../refusals/refusal.ts'
import { refusals } from '../refusals/refusals.ts'
import { createCursors } from './cursors.ts'
import { createEventStream } from './event-stream.ts'
import { settlesWithin } from './settles-within.ts'
import { createStreamCounter } from './stream-counter.ts'
import { toUpdate } from './to-update.ts'
import type { HubItem } from './update-hub.ts'

/** Streams updates to pages, and publishes what happened. */
export interface Updates {
  readonly endpoint: typeof endpoint
  /** @throws {Refusal} 429 for too many streams of a user, 503 if the hub fails. */
  serve(call: Call, grant: Grant, request: Request, requestId: string): Promise<Response>
  /** Publishes a webhook event, if it names a room. Rejects if the hub fails. */
  publishEvent(event: WebhookEvent): Promise<void>
  /** Publishes updates about the gateway's own calls. Never rejects. */
  publishOwn(updates: readonly Update[], requestId: string): Promise<void>
}

const mostStreamsPerUser = 10
const defaultTtlSecs = 600
const longestTtlSecs = 3_600
/** A stream that has missed two heartbeats has ended. */
const lapseMs = 40_000
const limitedRetryMs = 10_000
/** How long a stream waits for the hub before its response begins, so that a failed hub is a 503. */
const hubPatienceMs = 100
const ownPatienceMs = 2_000

/** Creates the streams of a hub; undefined without one. */
export function createUpdates(settings: GatewaySettings, notifyRefusal: NotifyRefusal): Updates | undefined {
  const { updates: hub, secrets, audience, now } = settings
  if (!hub) return undefined
  const cursors = createCursors(secrets, audience)
  const counter = createStreamCounter(mostStreamsPerUser, lapseMs, now)

  return {
    endpoint,
    async serve({ input }, { user, rooms: isAllowed, tokenTtlSecs }, request, requestId) {
      const counted = counter.begin(user)
      if (!counted) throw refusals.limited(undefined, limitedRetryMs)
      const subscription = new AbortController()
      const end = (error?: unknown) => {
        if (subscription.signal.aborted) return
        subscription.abort()
        request.signal?.removeEventListener('abort', abort)
        counted.end()
        if (error !== undefined)
          void notifyRefusal({ status: 503, code: 'updates_failed', requestId, cause: error })
      }
      const abort = () => end()
      request.signal?.addEventListener('abort', abort)
      // It may have aborted while `authorize` ran.
      if (request.signal?.aborted) end()
      try {
        const signed = request.headers.get('last-event-id') || undefined
        const after = signed === undefined ? undefined : await cursors.verify(signed)
        const rooms = requestedRooms(input['room_id'])
        const items = hub.subscribe({ after, rooms, signal: subscription.signal })[Symbol.asyncIterator]()
        const first = items.next()
        // A hub that is down fails soon. One with nothing to say is waited for no longer.
        const isReady = await settlesWithin(first, hubPatienceMs)
        const stream = createEventStream({
          items: beginningWith(first, items),
          after,
          // A page fetches when the stream opens, and would miss what comes before a later subscription.
          isGap: after === undefined && (signed !== undefined || !isReady),
          cursors,
          includes: roomFilter(rooms, isAllowed),
          endsAt: now() + Math.min(tokenTtlSecs ?? defaultTtlSecs, longestTtlSecs) * 1000,
          now,
          signal: subscription.signal,
          onHeartbeat: counted.renew,
          onEnd: end,
        })
        return new Response(stream, {
          headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
        })
      } catch (error) {
        end()
        throw error instanceof Refusal ? error : refusals.unavailable(error)
      }
    },
    async publishEvent(event) {
      const update = toUpdate(event, now())
      if (update) await hub.publish(update)
    },
    async publishOwn(updates, requestId) {
      try {
        const publish = async () => {
          for (const update of updates) await hub.publish(update)
        }
        // The call itself is done. Its response does not wait long for a hub that hangs.
        if (!(await settlesWithin(publish(), ownPatienceMs))) throw new Error('The hub took too long')
      } catch (cause) {
        // The call itself succeeded. Pages find out by their next fetch.
        void notifyRefusal({ status: 503, code: 'updates_failed', requestId, cause })
      }
    },
  }
}

function beginningWith(
  first: Promise<IteratorResult<HubItem>>,
  rest: AsyncIterator<HubItem>,
): AsyncIterator<HubItem> {
  let isFirst = true
  return {
    next() {
      if (!isFirst) return rest.next()
      isFirst = false
      return first
    },
    return: async () => rest.return?.() ?? { done: true, value: undefined },
  }
}

/** Returns the rooms of a query; undefined for all. Its input is checked. */
function requestedRooms(requested: unknown): readonly string[] | undefined {
  return requested === undefined ? undefined : [...new Set([requested].flat().map(String))]
}

/** Returns whether a page receives an update: only `true` of the grant lets it through. */
function roomFilter(
  rooms: readonly string[] | undefined,
  isAllowed: Grant['rooms'],
): (update: Update) => boolean {
  const requested = rooms && new Set(rooms)
  return ({ room_id }) => {
    if (requested && !requested.has(room_id)) return false
    try {
      return allowsRoom(isAllowed, room_id)
    } catch {
      return false
    }
  }
}
