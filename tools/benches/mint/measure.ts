import { randomUUID } from 'node:crypto'
import { startWorkerd } from '@greenroom/testing/workerd'
import autocannon from 'autocannon'

/** Rate of token mints through a Worker. */
export interface MintRate {
  readonly name: string
  /** Mints per second: the median of all rounds. */
  readonly perSecond: number
}

const folder = 'tools/benches/mint'
const connections = 32

/**
 * Measures token mints through the gateway and through a Worker that only forwards, both in workerd and in
 * front of the same API with a constant response. The Workers take turns. Each call is for another user and
 * room.
 *
 * @param latencyMs Latency of the API, in milliseconds.
 */
export async function measureMints(
  latencyMs: number,
  rounds = 5,
  roundSecs = 3,
): Promise<readonly [gateway: MintRate, forwarding: MintRate]> {
  const api = await startWorkerd([
    { name: 'api', module: `${folder}/upstream.ts`, bindings: { LATENCY_MS: String(latencyMs) } },
  ])
  const bindings = { API: `${api.urls['api']}/v2`, KEY: 'KEY_bench' }
  const workers = await startWorkerd([
    { name: 'gateway', module: `${folder}/gateway-worker.ts`, bindings },
    { name: 'forwarding', module: `${folder}/forwarding-worker.ts`, bindings },
  ])
  try {
    const gateway = { name: 'gateway', url: workers.urls['gateway'] ?? '', rates: [] as number[] }
    const forwarding = {
      name: 'forwarding',
      url: workers.urls['forwarding'] ?? '',
      rates: [] as number[],
    }
    // The first round warms up the JIT compilers.
    for (let round = -1; round < rounds; round++) {
      for (const { url, rates } of [gateway, forwarding]) {
        const rate = await load(url, roundSecs)
        if (round >= 0) rates.push(rate)
      }
    }
    return [rateOf(gateway), rateOf(forwarding)]
  } finally {
    await Promise.all([workers.close(), api.close()])
  }
}

async function load(url: string, duration: number): Promise<number> {
  const { requests, errors, non2xx } = await autocannon({
    url,
    connections,
    duration,
    requests: [
      {
        method: 'POST',
        body: '{}',
        setupRequest: (request) => ({
          ...request,
          path: `/telnyx/rooms/${randomUUID()}/actions/generate_join_client_token`,
          headers: { 'content-type': 'application/json', 'x-user': randomUUID() },
        }),
      },
    ],
  })
  if (errors + non2xx > 0) throw new Error(`${url} failed ${errors + non2xx} times`)
  return requests.average
}

function rateOf({ name, rates }: { readonly name: string; readonly rates: readonly number[] }): MintRate {
  return { name, perSecond: median(rates) }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
