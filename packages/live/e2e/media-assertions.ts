import { expect } from 'vitest'
import type { Actor } from './setup.ts'

/** A look at each frame, as is usual, would take more of the machine than the call itself. */
const seldom = { polling: 100 }

/** Waits until somebody's picture has a colour. */
export async function sees({ page }: Actor, name: string, color: string, key = 'self'): Promise<void> {
  const wanted = [name, color, key] as const
  await page.waitForFunction(([name, color, key]) => call.color(name, key) === color, wanted, seldom)
}

/** Tones in the mix come with some −30 dB: what is louder than this is heard. */
const audible = -50
/** What is not heard is quieter by this: a machine that is too busy makes noise of its own, which is in all alike. */
const fainter = 20

/** Waits until the mix has just these of three tones. */
export async function hears({ page }: Actor, tones: readonly number[]): Promise<void> {
  const others = [440, 880, 1320].filter((hertz) => !tones.includes(hertz))
  await page.waitForFunction(
    ({ tones, others, audible, fainter }) => {
      const heard = Math.min(...tones.map((hertz) => call.loudness(hertz)))
      const unheard = Math.max(...others.map((hertz) => call.loudness(hertz)))
      return tones.length > 0 ? heard > audible && unheard < heard - fainter : unheard < audible - fainter
    },
    { tones, others, audible, fainter },
    seldom,
  )
}

/** Waits until there are more frames of somebody than there are now. */
export async function keepsSeeing({ page }: Actor, name: string): Promise<void> {
  const before = await page.evaluate((name) => call.frames(name), name)
  await page.waitForFunction(([name, before]) => call.frames(name) > before + 5, [name, before] as const)
}

/** Waits until just these people are there. */
export async function meets({ page }: Actor, ...names: readonly string[]): Promise<void> {
  const wanted = JSON.stringify([...names].sort())
  await page.waitForFunction((wanted) => JSON.stringify(call.names()) === wanted, wanted)
}

/** Waits until the room stands so, however often a machine that is too busy made it come back before. */
export async function standsAs({ page }: Actor, state: string): Promise<void> {
  await page.waitForFunction((state) => call.course.at(-1) === state, state)
}

/** Waits until the room has stood so. */
export async function wasThrough({ page }: Actor, ...course: readonly string[]): Promise<void> {
  const length = course.length
  await page.waitForFunction((length) => call.course.length >= length, length)
  expect(await page.evaluate(() => call.course)).toEqual(course)
}
