import { expectTones as expectTonesIn } from '@greenroom/testing/expect-tones'
import type { Actor } from './setup.ts'

/** Playwright polls on every frame by default, which would use more CPU than the call. */
const seldom = { polling: 100 }

/** Subscribes when the stream is announced, and waits until its video shows the color. */
export async function expectVideo(
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

/** Waits until exactly these of three tones are audible in the mix. */
export const expectTones = ({ page }: Actor, tones: readonly number[]) => expectTonesIn(page, 'live', tones)

/** Waits for an event with the given arguments. */
export async function hasEvent({ page }: Pick<Actor, 'page'>, ...event: readonly unknown[]): Promise<void> {
  await page.waitForFunction((event) => {
    const wanted = JSON.stringify(event)
    return live.events.some((received) => JSON.stringify(received.slice(0, event.length)) === wanted)
  }, event)
}
