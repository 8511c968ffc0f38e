import type { Actor } from './stage.ts'

/** Subscribes once the stream is known, and waits until its picture has the colour. */
export async function see(
  { page }: Pick<Actor, 'page'>,
  id: string,
  color: string,
  key = 'self',
): Promise<void> {
  await page.waitForFunction(([id, key]) => live.stream(id, key) !== undefined, [id, key] as const)
  await page.evaluate(([id, key]) => live.subscribe(id, key), [id, key] as const)
  await showsColor({ page }, id, color, key)
}

export async function showsColor({ page }: Pick<Actor, 'page'>, id: string, color: string, key = 'self') {
  await page.waitForFunction(([id, color, key]) => live.color(id, key) === color, [id, color, key] as const)
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
        const loudness = live.loudness(hertz)
        return wanted ? loudness > audible : loudness < silent
      }),
    { all, audible, silent },
  )
}

/** Waits for an event with these arguments. */
export async function hasEvent({ page }: Pick<Actor, 'page'>, ...event: readonly unknown[]): Promise<void> {
  await page.waitForFunction((event) => {
    const wanted = JSON.stringify(event)
    return live.events.some((one) => JSON.stringify(one.slice(0, event.length)) === wanted)
  }, event)
}
