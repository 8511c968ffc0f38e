import { expectTones as expectTonesIn } from '@greenroom/testing/expect-tones'
import { expect } from 'vitest'
import type { Actor } from './setup.ts'

/** Playwright polls on every frame by default, which would use more CPU than the call. */
const slowPolling = { polling: 100 }

/** Waits until the video of a participant shows a color. */
export async function expectVideo({ page }: Actor, name: string, color: string, key = 'self'): Promise<void> {
  const wanted = [name, color, key] as const
  await page.waitForFunction(([name, color, key]) => call.color(name, key) === color, wanted, slowPolling)
}

/** Waits until exactly these of three tones are audible in the mix. */
export const expectTones = ({ page }: Actor, tones: readonly number[]) => expectTonesIn(page, 'call', tones)

/** Waits until a participant's video shows new frames. */
export async function expectNewFrames({ page }: Actor, name: string): Promise<void> {
  const before = await page.evaluate((name) => call.frames(name), name)
  await page.waitForFunction(([name, before]) => call.frames(name) > before + 5, [name, before] as const)
}

/** Waits until exactly these participants are present. */
export async function expectParticipants({ page }: Actor, ...names: readonly string[]): Promise<void> {
  const wanted = JSON.stringify([...names].sort())
  await page.waitForFunction((wanted) => JSON.stringify(call.names()) === wanted, wanted)
}

/** Waits until the room has a state. Ignores earlier states, since a busy machine may cause reconnections. */
export async function expectState({ page }: Actor, state: string): Promise<void> {
  await page.waitForFunction((state) => call.states.at(-1) === state, state)
}

/** Waits until the room has passed through exactly these states. */
export async function expectStates({ page }: Actor, ...states: readonly string[]): Promise<void> {
  const length = states.length
  await page.waitForFunction((length) => call.states.length >= length, length)
  expect(await page.evaluate(() => call.states)).toEqual(states)
}
