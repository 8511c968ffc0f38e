import { dueAfterMs, retryAfterMs } from '../../src/join-token/schedule.ts'

/** A fleet of clients and its outage. All times are in milliseconds. */
export interface FleetOptions {
  readonly clients: number
  readonly lifeMs: number
  /** When the server goes down, and when it is back. */
  readonly downAt: number
  readonly upAt: number
  readonly endAt: number
  readonly random: () => number
  /** The wait that the server or its gateway requests. Default: none. */
  readonly requestedMs?: ((at: number) => number) | undefined
  /** The wait after a failure. Default: the schedule's. */
  readonly retryAfterMs?: typeof retryAfterMs | undefined
}

/** The result of a simulation. */
export interface FleetResult {
  /** Calls in each second. */
  readonly callsPerSecond: Uint32Array
  /** How long each client without a token waited for one after the outage, in milliseconds, sorted. */
  readonly recoveries: Float64Array
  /** Number of clients with at least one failure. */
  readonly failed: number
}

/** Returns the calls per second of a fleet without failures. */
export function steadyRate({ clients, lifeMs }: Pick<FleetOptions, 'clients' | 'lifeMs'>): number {
  return clients / (dueAfterMs(lifeMs, () => 0.5) / 1_000)
}

/** Simulates a fleet with the pure schedule. Each client has one next call, in a bucket of one second. */
export function simulateFleet(options: FleetOptions): FleetResult {
  const { clients, lifeMs, downAt, upAt, endAt, random, requestedMs } = options
  const wait = options.retryAfterMs ?? retryAfterMs
  const seconds = Math.ceil(endAt / 1_000)
  const callsPerSecond = new Uint32Array(seconds)
  const nextAt = new Float64Array(clients)
  const endsAt = new Float64Array(clients)
  const failures = new Uint16Array(clients)
  const hasFailed = new Uint8Array(clients)
  /** The first client of each bucket, and the next of each client. */
  const first = new Int32Array(seconds).fill(-1)
  const next = new Int32Array(clients)
  const recoveries: number[] = []

  function plan(client: number, at: number): void {
    nextAt[client] = at
    const second = Math.floor(at / 1_000)
    if (second >= seconds) return
    next[client] = first[second] ?? -1
    first[second] = client
  }

  const periodMs = dueAfterMs(lifeMs, () => 0.5)
  for (let client = 0; client < clients; client++) {
    // As if it had been running for long: at a random point in the lifetime of its token.
    const mintedAt = -random() * periodMs
    endsAt[client] = mintedAt + lifeMs
    plan(client, Math.max(0, mintedAt + dueAfterMs(lifeMs, random)))
  }
  for (let second = 0; second < seconds; second++) {
    for (let client = first[second] ?? -1; client >= 0; client = first[second] ?? -1) {
      first[second] = next[client] ?? -1
      const at = nextAt[client] ?? 0
      callsPerSecond[second] = (callsPerSecond[second] ?? 0) + 1
      const before = failures[client] ?? 0
      if (at >= downAt && at < upAt) {
        const leftMs = Math.max(0, (endsAt[client] ?? 0) - at)
        failures[client] = before + 1
        hasFailed[client] = 1
        plan(client, at + wait(before, leftMs, true, random, requestedMs?.(at)))
      } else {
        if (before > 0 && (endsAt[client] ?? 0) < at)
          recoveries.push(at - Math.max(upAt, endsAt[client] ?? 0))
        failures[client] = 0
        endsAt[client] = at + lifeMs
        plan(client, at + dueAfterMs(lifeMs, random))
      }
    }
  }
  const failed = hasFailed.reduce((sum, has) => sum + has, 0)
  return { callsPerSecond, recoveries: Float64Array.from(recoveries).sort(), failed }
}
