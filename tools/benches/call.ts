import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import type { CDPSession, Page } from 'playwright-core'
import { startBrowser } from '../../apps/web/e2e/browser.ts'
import { requireChromium } from '../chromium.ts'
import { bundleRedirection } from '../redirect-live-rooms.ts'
import { mustRun } from '../run.ts'
import { startStack } from '../stack.ts'
import { type Animation, observeCall } from './call/observe-call.ts'

const isQuick = process.argv.includes('--quick')
const people = isQuick ? 5 : 25
const moves = isQuick ? 2 : 10
const restMs = isQuick ? 1_000 : 10_000

/** Adds bots to a room, with video or without. */
async function addBots(emulatorUrl: string, roomId: string, picture: boolean): Promise<void> {
  for (let bot = 1; bot < people; bot++) {
    await fetch(`${emulatorUrl}/_emulator/rooms/${roomId}/bots`, {
      method: 'POST',
      body: JSON.stringify({ name: `Bot ${bot}`, picture }),
    })
  }
}

async function joinCall(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('button', { name: 'Join now' }).click()
}

const tilesOf = (page: Page) => page.getByRole('list', { name: 'In the call' }).getByRole('listitem')

async function waitForTiles(page: Page, videos: number): Promise<void> {
  await tilesOf(page)
    .nth(people - 1)
    .waitFor({ state: 'attached', timeout: 120_000 })
  await page.waitForFunction(
    (count) =>
      [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0).length >= count,
    videos,
    { timeout: 300_000 },
  )
}

type Observer = ReturnType<typeof observeCall>

/** Returns what the page showed until now. */
const takeObserved = (page: Page) =>
  page.evaluate(() => (Reflect.get(globalThis, 'callObserver') as Observer).take())

const observe = (page: Page, ms: number) =>
  page.evaluate((ms) => (Reflect.get(globalThis, 'callObserver') as Observer).during(ms, () => undefined), ms)

/** Pins and unpins a tile, so that all tiles move, and returns the frames while they do. */
async function moveTiles(page: Page): Promise<readonly Animation[]> {
  const animations: Animation[] = []
  for (let move = 0; move < moves; move++) {
    const name = move % 2 === 0 ? 'Pin Bot 1' : 'Unpin Bot 1'
    animations.push(
      // A click by a script is no input, so that its layout shifts count.
      await page.getByRole('button', { name, exact: true }).evaluate((button) => {
        const observer = Reflect.get(globalThis, 'callObserver') as Observer
        return observer.during(400, () => (button as HTMLElement).click())
      }),
    )
    await sleep(300)
  }
  return animations
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Returns frames a second, and how many of them were late. */
function describeFrames(frameMs: readonly number[]): string {
  const median = frameMs.toSorted((a, b) => a - b)[Math.floor(frameMs.length / 2)] ?? Number.NaN
  const late = frameMs.filter((ms) => ms > 25).length
  return `${(1000 / median).toFixed(0)}, ${late} of ${frameMs.length} later than 25 ms`
}

const describeTasks = (longTaskMs: readonly number[]) =>
  longTaskMs.length === 0 ? '0' : `${longTaskMs.length}, longest ${Math.max(...longTaskMs).toFixed(0)} ms`

/** Runs an action, and returns its result with the share of time in which the UI thread was busy. */
async function whileBusy<T>(cdp: CDPSession, act: () => Promise<T>): Promise<readonly [T, string]> {
  const read = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    const metric = (name: string) => metrics.find((entry) => entry.name === name)?.value ?? 0
    return { at: metric('Timestamp'), busy: metric('TaskDuration') }
  }
  const before = await read()
  const result = await act()
  const after = await read()
  return [result, `${((100 * (after.busy - before.busy)) / (after.at - before.at)).toFixed(0)} %`]
}

/** Returns the rows of the table for a call with so many videos. */
async function measure(page: Page, url: string, videos: number): Promise<readonly [string, string][]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const began = performance.now()
  await joinCall(page, url)
  await waitForTiles(page, videos)
  const joinedMs = performance.now() - began
  // Whatever joining causes is over.
  await sleep(isQuick ? 500 : 3_000)
  const joining = await takeObserved(page)
  const [rest, restBusy] = await whileBusy(cdp, () => observe(page, restMs))
  const [moved, movedBusy] = await whileBusy(cdp, () => moveTiles(page))
  const movedShift = sum(moved.map(({ layoutShift }) => layoutShift))
  return [
    ['until all are shown, with the page', `${(joinedMs / 1000).toFixed(1)} s`],
    ['layout shift from the empty page on', joining.layoutShift.toFixed(4)],
    ['long tasks until then', describeTasks(joining.longTaskMs)],
    ['frames a second at rest', describeFrames(rest.frameMs)],
    ['UI thread busy at rest', restBusy],
    ['long tasks at rest', describeTasks(rest.longTaskMs)],
    ['layout shift at rest', rest.layoutShift.toFixed(4)],
    ['frames a second while tiles move', describeFrames(moved.flatMap(({ frameMs }) => frameMs))],
    ['UI thread busy while tiles move', movedBusy],
    ['long tasks while tiles move', describeTasks(moved.flatMap(({ longTaskMs }) => longTaskMs))],
    ['layout shift while tiles move', movedShift.toFixed(4)],
  ]
}

process.env['CHROMIUM_PATH'] = requireChromium()
await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=@greenroom/web'])
const stack = await startStack({ emulatorPort: 0, workerPort: 0, webPort: 0, isBuilt: true })
const { emulatorUrl = '' } = stack
const client = createClient({ apiKey: 'KEY_bench', baseUrl: `${emulatorUrl}/v2` })
const browser = await startBrowser([], { viewport: { width: 1600, height: 1000 } })
try {
  browser.context.setDefaultTimeout(60_000)
  await browser.context.addInitScript(observeCall)
  await browser.context.addInitScript({ content: await bundleRedirection(emulatorUrl) })
  const { page } = await browser.enter(stack.url, 'Ann')
  const columns: (readonly (readonly [string, string])[])[] = []
  for (const hasVideo of [false, true]) {
    const { id } = await rooms.create(client, {
      unique_name: `Call ${hasVideo ? 'with' : 'without'} video`,
      max_participants: people,
    })
    await addBots(emulatorUrl, id, hasVideo)
    columns.push(await measure(page, `${stack.url}/rooms/${id}`, hasVideo ? people : 1))
    await page.goto('about:blank')
    await fetch(`${emulatorUrl}/_emulator/rooms/${id}/bots`, { method: 'DELETE' })
  }
  const [ofOne = [], ofAll = []] = columns
  console.log(`| <Call> with ${people} people | video of one | video of all |`)
  console.log('| --- | --: | --: |')
  ofOne.forEach(([what, value], at) => {
    console.log(`| ${what} | ${value} | ${ofAll[at]?.[1]} |`)
  })
} finally {
  await browser.close()
  await stack.stop()
}
process.exit(0)
