import type { Actor } from './stage.ts'

/** A look at each frame, as is usual, would take more of the machine than the call itself. */
const seldom = { polling: 100 }

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
  const wanted = [id, color, key] as const
  await page.waitForFunction(([id, color, key]) => live.color(id, key) === color, wanted, seldom)
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
      const heard = Math.min(...tones.map((hertz) => live.loudness(hertz)))
      const unheard = Math.max(...others.map((hertz) => live.loudness(hertz)))
      return tones.length > 0 ? heard > audible && unheard < heard - fainter : unheard < audible - fainter
    },
    { tones, others, audible, fainter },
    seldom,
  )
}

/** Waits for an event with these arguments. */
export async function hasEvent({ page }: Pick<Actor, 'page'>, ...event: readonly unknown[]): Promise<void> {
  await page.waitForFunction((event) => {
    const wanted = JSON.stringify(event)
    return live.events.some((one) => JSON.stringify(one.slice(0, event.length)) === wanted)
  }, event)
}
