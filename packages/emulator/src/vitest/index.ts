/**
 * Fixtures for vitest's `test.extend`: a separate emulator for each test, with its client, clock and faults.
 *
 * @module
 */
import { type Client, createClient } from '@greenroom/core'
import type { Faults } from '../conditions/faults.ts'
import { createEmulator, type Emulator, type EmulatorOptions } from '../emulator.ts'

/** The fixtures that a test receives. */
export interface EmulatorFixtures {
  /**
   * Options of the emulator. Default: `{ clock: 'manual' }`, so that time passes only when a test moves it.
   * `test.extend({ emulatorOptions: { seed: 'demo' } })` adds options.
   */
  readonly emulatorOptions: EmulatorOptions
  /** An emulator that no other test uses. */
  readonly emulator: Emulator
  /** A client of the emulator. It does not retry, so that a test sees each fault. */
  readonly client: Client
  /** The emulator's clock. */
  readonly clock: Emulator['clock']
  /** The emulator's faults. */
  readonly faults: Faults
}

type Use<T> = (value: T) => Promise<void>

/** A vitest fixture that depends on other fixtures. */
type Fixture<Dependencies extends keyof EmulatorFixtures, T> = (
  fixtures: Pick<EmulatorFixtures, Dependencies>,
  use: Use<T>,
) => Promise<void>

/**
 * The fixtures. The emulator does not listen on a port and is reset after the test.
 *
 * @example
 * ```ts
 * import { rooms } from '@greenroom/core/video'
 * import { emulatorFixtures } from '@greenroom/emulator/vitest'
 * import { test as base, expect } from 'vitest'
 *
 * const test = base.extend(emulatorFixtures)
 *
 * test('rejects an expired token', async ({ client, emulator, clock }) => {
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
    const emulator = createEmulator({ ...emulatorOptions, clock: emulatorOptions.clock ?? 'manual' })
    await use(emulator)
    await emulator.webhooks.settled()
    // Scheduled tasks must not keep the test's worker busy.
    emulator.reset('empty')
  },
  client: async ({ emulator }, use) => {
    // In jsdom and happy-dom a test looks like a browser. This key is no secret.
    const dangerouslyAllowBrowser = true
    const { fetch } = emulator
    await use(createClient({ apiKey: 'KEY_test', fetch, maxRetries: 0, dangerouslyAllowBrowser }))
  },
  clock: async ({ emulator }, use) => {
    await use(emulator.clock)
  },
  faults: async ({ emulator }, use) => {
    await use(emulator.faults)
  },
}
