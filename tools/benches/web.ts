import { chromium, type Page } from 'playwright-core'
import { requireChromium } from '../chromium.ts'
import { mustRun } from '../run.ts'
import { startStack } from '../stack.ts'

const isQuick = process.argv.includes('--quick')
const rooms = isQuick ? 100 : 1_000
const rounds = isQuick ? 4 : 40

/** Scrolls and presses keys, and returns the time from each input to the next paint, in milliseconds. */
async function measureScrolling(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const durations: number[] = []
    Reflect.set(globalThis, 'interactions', durations)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'interactionId')) durations.push(entry.duration)
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  })
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  await page.mouse.move(width / 2, height / 2)
  for (let round = 0; round < rounds; round++) {
    const isBackwards = round % 10 === 9
    await page.mouse.wheel(0, isBackwards ? -20_000 : 2_500)
    await page.keyboard.press(round % 2 === 0 ? 'PageDown' : 'Tab')
    await page.mouse.wheel(0, 1_500)
  }
  // The browser reports the last interactions in the next frames.
  await page.waitForTimeout(500)
  return page.evaluate(() => Reflect.get(globalThis, 'interactions') as number[])
}

/** Returns the rows of the table. The browser does not report interactions under 16 ms. */
function rowsOf(durations: readonly number[], loaded: number, cards: number): readonly [string, string][] {
  const sorted = durations.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return [
    ['rooms in the list', String(loaded)],
    ['cards in the DOM', String(cards)],
    ['interactions over 16 ms', String(sorted.length)],
    ['interaction to paint, median', `${at(0.5)} ms`],
    ['interaction to paint, 98th percentile', `${at(0.98)} ms`],
  ]
}

await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=@greenroom/web'])
const stack = await startStack({ emulatorPort: 0, workerPort: 0, webPort: 0, isBuilt: true })
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  for (let made = 0; made < rooms; made++) {
    await fetch(`${stack.emulatorUrl}/v2/rooms`, {
      method: 'POST',
      headers: { authorization: 'Bearer KEY_bench', 'content-type': 'application/json' },
      body: JSON.stringify({ unique_name: `Room ${made}` }),
    })
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(stack.url)
  await page.getByLabel('Your name').fill('Ann')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('list', { name: 'Rooms' }).waitFor()
  const durations = await measureScrolling(page)
  const loaded = await page.locator('[aria-setsize]').first().getAttribute('aria-setsize')
  const cards = await page.locator('[aria-posinset]').count()
  console.log(`| scrolling ${rooms} rooms, with keys pressed | |`)
  console.log('| --- | --: |')
  for (const [what, value] of rowsOf(durations, Number(loaded), cards)) console.log(`| ${what} | ${value} |`)
} finally {
  await browser.close()
  await stack.stop()
}
process.exit(0)
