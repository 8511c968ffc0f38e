import type { Page } from 'playwright-core'

/** Level above which a tone counts as audible, in decibels. Tones in the mix have about −30 dB. */
const audible = -50
/** Minimum distance of inaudible tones, in decibels. A busy machine adds noise to all tones equally. */
const fainter = 20

/**
 * Waits until exactly these of three tones are audible in the mix.
 *
 * @param global Name of the global object with the method `loudness(hertz)` of the page.
 */
export async function expectTones(page: Page, global: string, tones: readonly number[]): Promise<void> {
  const others = [440, 880, 1320].filter((hertz) => !tones.includes(hertz))
  await page.waitForFunction(
    ({ global, tones, others, audible, fainter }) => {
      const { loudness }: { loudness(hertz: number): number } = Reflect.get(globalThis, global)
      const heard = Math.min(...tones.map(loudness))
      const unheard = Math.max(...others.map(loudness))
      return tones.length > 0 ? heard > audible && unheard < heard - fainter : unheard < audible - fainter
    },
    { global, tones, others, audible, fainter },
    // Playwright polls on every frame by default, which would use more CPU than the call.
    { polling: 100 },
  )
}
