import type { Actor } from './stage.ts'

/** Waits until somebody's picture has a colour. */
export async function sees({ page }: Actor, name: string, color: string, key = 'self'): Promise<void> {
  await page.waitForFunction(([name, color, key]) => call.color(name, key) === color, [
    name,
    color,
    key,
  ] as const)
}

/** What is louder is heard, what is quieter is not: tones in the mix come with some −30 dB. */
const audible = -50
const silent = -65

/** Waits until the mix has just these of three tones. */
export async function hears({ page }: Actor, tones: readonly number[]): Promise<void> {
  const all = [440, 880, 1320].map((hertz) => ({ hertz, wanted: tones.includes(hertz) }))
  await page.waitForFunction(
    ({ all, audible, silent }) =>
      all.every(({ hertz, wanted }) => {
        const loudness = call.loudness(hertz)
        return wanted ? loudness > audible : loudness < silent
      }),
    { all, audible, silent },
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

/** Waits until the room has stood so. */
export async function wasThrough({ page }: Actor, ...course: readonly string[]): Promise<void> {
  await page.waitForFunction((wanted) => JSON.stringify(call.course) === wanted, JSON.stringify(course))
}
