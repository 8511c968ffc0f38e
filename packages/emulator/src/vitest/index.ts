/**
 * Fixtures for vitest's `test.extend`: an emulator of its own for each test, a client of it, its clock and its faults.
 *
 * @module
 */
import { type Client, createClient } from '@greenroom/core'
import type { Faults } from '../conditions/faults.ts'
import { createEmulator, type Emulator, type EmulatorOptions } from '../emulator.ts'

/** What a test gets. */
export interface EmulatorFixtures {
  /** How the emulator is set up; `test.extend({ emulatorOptions: { seed: 'demo' } })` changes it. */
  readonly emulatorOptions: EmulatorOptions
  /** An emulator that no other test sees. */
  readonly emulator: Emulator
  /** A client of it, which does not try again, so that a fault is seen as it is. */
  readonly client: Client
  /** Its time. */
  readonly clock: Emulator['clock']
  /** Its faults. */
  readonly faults: Faults
}

type Use<T> = (value: T) => Promise<void>

/** A fixture as vitest takes it: made of those that it names, and used while the test runs. */
type Fixture<Needs extends keyof EmulatorFixtures, T> = (
  needed: Pick<EmulatorFixtures, Needs>,
  use: Use<T>,
) => Promise<void>

/**
 * The fixtures. Nothing listens on a port, and nothing is left behind.
 *
 * @example
 * ```ts
 * import { rooms } from '@greenroom/core/video'
 * import { emulatorFixtures } from '@greenroom/emulator/vitest'
 * import { test as base, expect } from 'vitest'
 *
 * const test = base.extend(emulatorFixtures)
 *
 * test('a token runs out', async ({ client, emulator, clock }) => {
 *   const { id } = await rooms.create(client)
 *   const { token } = await rooms.createJoinToken(client, { room_id: id, token_ttl_secs: 10 })
 *   clock.advance(11)
 *   await expect(emulator.join(id, { client_token: token })).rejects.toMatchObject({ status: 401 })
 * })
 * ```
 */
export const emulatorFixtures: {
  readonly emulatorOptions: EmulatorOptions
  readonly emulator: Fixture<'emulatorOptions', Emulator>
  readonly client: Fixture<'emulator', Client>
  readonly clock: Fixture<'emulator', Emulator['clock']>
  readonly faults: Fixture<'emulator', Faults>
} = {
  emulatorOptions: {},
  emulator: async ({ emulatorOptions }, use) => {
    const emulator = createEmulator(emulatorOptions)
    await use(emulator)
    await emulator.webhooks.settled()
    // What would still become due must not keep the test's worker busy.
    emulator.reset('empty')
  },
  client: async ({ emulator }, use) => {
    await use(createClient({ apiKey: 'KEY_test', fetch: emulator.fetch, maxRetries: 0 }))
  },
  clock: async ({ emulator }, use) => {
    await use(emulator.clock)
  },
  faults: async ({ emulator }, use) => {
    await use(emulator.faults)
  },
}
