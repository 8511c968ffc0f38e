import { describe, expect, it } from 'vitest'
import { type Figures, figuresOf, outage, requestedWaits, seeded, withLongestWait } from './outage.ts'
import { drawTrade } from './plot.ts'
import { playFleet } from './real-sources.ts'
import { type FleetOptions, simulateFleet } from './simulate.ts'

/** A soak test sets a million simulated clients and ten thousand real sources. */
const clients = Number(process.env['FLEET_CLIENTS'] ?? 500_000)
const sources = Number(process.env['FLEET_SOURCES'] ?? 500)
const isSoak = clients >= 1_000_000

function recover(more: Partial<FleetOptions> = {}): Figures {
  const options = { ...outage, clients, random: seeded(1), ...more }
  return figuresOf(simulateFleet(options), options)
}

describe(`a fleet of ${clients} after five minutes without a server`, { timeout: 600_000 }, () => {
  it('recovers at no more than 15 times the steady rate, half of it within 20 s', () => {
    const { peak, peakWhileDown, medianMs, mostMs } = recover()
    expect(peak).toBeLessThanOrEqual(15)
    // With fewer clients, the calls in one second vary more.
    expect(peakWhileDown).toBeLessThanOrEqual(isSoak ? 15 : 15.5)
    expect(medianMs).toBeLessThanOrEqual(20_000)
    expect(mostMs).toBeLessThanOrEqual(30_000)
  })

  it('recovers at no more than 3 times the steady rate if a gateway requests waits of up to five minutes', () => {
    const { peak, mostMs } = recover({ requestedMs: requestedWaits(300_000, seeded(2)) })
    expect(peak).toBeLessThanOrEqual(3)
    expect(mostMs).toBeLessThanOrEqual(300_000)
  })

  it('has a lower peak with a later recovery', async () => {
    // The plot in the docs has a million clients. The trend shows with fewer.
    const few = isSoak ? {} : { clients: 50_000 }
    const waits = [5, 10, 15, 30, 60, 120].map((longest) => ({
      label: `${longest} s`,
      ...recover({ ...few, retryAfterMs: withLongestWait(longest * 1_000) }),
    }))
    const requested = [30, 60, 120, 300].map((most) => ({
      label: `${most} s`,
      ...recover({ ...few, requestedMs: requestedWaits(most * 1_000, seeded(2)) }),
    }))
    for (const points of [waits, requested]) {
      const rising = (values: number[]) => expect(values).toEqual([...values].sort((a, b) => a - b))
      rising(points.map(({ medianMs }) => medianMs))
      rising(points.map(({ peak }) => -peak))
    }
    if (isSoak) {
      await expect(drawTrade({ waits, requested })).toMatchFileSnapshot(
        '../../../../docs/join-token-fleet.svg',
      )
    }
  })
})

describe(`${sources} real sources`, { timeout: 600_000 }, () => {
  it.each([
    ['without a gateway', undefined],
    ['with a gateway that requests waits', requestedWaits(300_000, seeded(3))],
  ])('call as often as the simulated schedule, %s', async (_, requestedMs) => {
    const options = { ...outage, requestedMs, random: seeded(4) }
    const real = await playFleet({ ...options, clients: sources })
    const pure = simulateFleet({ ...options, clients })
    const binS = 20
    for (let from = outage.downAt / 1_000; from < outage.endAt / 1_000; from += binS) {
      const sum = (calls: Uint32Array) => calls.subarray(from, from + binS).reduce((all, one) => all + one, 0)
      const expected = (sum(pure.callsPerSecond) * sources) / clients
      // Five standard errors, and the effect of starting one second apart.
      const tolerance = 5 * Math.sqrt(expected) + 0.03 * expected
      expect(Math.abs(sum(real.callsPerSecond) - expected), `from ${from} s`).toBeLessThanOrEqual(tolerance)
    }
    const share = (count: number, of: number) => count / of
    expect(share(real.failed, sources)).toBeCloseTo(share(pure.failed, clients), 1)
    expect(share(real.recoveries.length, sources)).toBeCloseTo(share(pure.recoveries.length, clients), 1)
  })
})
