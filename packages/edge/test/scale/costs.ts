import { collectMs } from '../../src/updates/relay.ts'
import type { Deployment, FanOut } from './fan-out.ts'

/** Assumed per watcher-hour: rooms of two people, sessions of an hour, and grants of ten minutes. */
export const assumed = {
  updates: 3,
  streams: 6,
  heartbeats: 240,
}

/** Assumed prices of Workers Paid in US dollars, before included amounts, as published. */
export const prices = {
  workerRequests: 0.3 / 1e6,
  workerCpuMs: 0.02 / 1e6,
  objectRequests: 0.15 / 1e6,
  gbSeconds: 12.5 / 1e6,
  rowsWritten: 1 / 1e6,
  rowsRead: 0.001 / 1e6,
}

/** CPU time of one message that an object sends, in milliseconds: the worst that was measured. */
export const msPerMessage = 0.115
const gbPerObject = 0.128
/** Four when it is stored, three when it is dropped. */
const rowsWrittenPerUpdate = 7
const rowsReadPerUpdate = 5
/** A relay's received messages are billed as a twentieth of a request each. */
const messagesPerRequest = 20
const cpuMs = { stream: 2, heartbeat: 0.05, message: 0.02 }

/** Load of a deployment, by second. */
export function loadOf({ watchers }: Deployment, fanOut: FanOut) {
  const updates = (watchers * assumed.updates) / 3_600
  // Once a minute, a stream of some rooms receives the cursor. That is left out: it is at most 17 per 1,000.
  const main = updates * fanOut.mainMessages
  // A relay sends at most one message in a while to each of its streams.
  const streams = Math.max(0, fanOut.relayConnections - 1)
  const relay = Math.min(updates * fanOut.relayMessages, (streams * 1_000) / collectMs)
  return {
    updates,
    opened: (watchers * assumed.streams) / 3_600,
    main,
    relay,
    /** Share of a core that the busiest object needs. */
    busiest: (Math.max(main, relay) * msPerMessage) / 1_000,
  }
}

/** Cost of a million watcher-hours, in US dollars by item. */
export function costsOf({ watchers, relays }: Deployment, { delivered }: FanOut) {
  const { updates, streams, heartbeats } = assumed
  const publishedPerHour = updates * watchers
  const received = (publishedPerHour * delivered) / watchers
  const relayed = relays === 0 ? 0 : streams + (updates * relays) / messagesPerRequest
  // Once a minute, if there are publications, all rows of the last hour are read.
  const cleaned = (Math.min(60, publishedPerHour) * publishedPerHour * 7) / 6 / watchers
  // A stream reads what is too old: half of a minute on average.
  const searched = streams * (1 + publishedPerHour / 120)
  const perHour = {
    'requests of the Worker': (streams + updates) * prices.workerRequests,
    'requests of objects': (streams + updates + relayed) * prices.objectRequests,
    'rows written': updates * rowsWrittenPerUpdate * prices.rowsWritten,
    'rows read': (updates * rowsReadPerUpdate + cleaned + searched) * prices.rowsRead,
    'duration of objects': (((1 + relays) * gbPerObject * 3_600) / watchers) * prices.gbSeconds,
    'CPU time of the Worker':
      (streams * cpuMs.stream + heartbeats * cpuMs.heartbeat + received * cpuMs.message) * prices.workerCpuMs,
  }
  return Object.entries(perHour).map(([item, cost]) => [item, cost * 1e6] as const)
}
