import { availableParallelism, loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWebhookKeys } from '@greenroom/core/webhooks'
import { startEmulator } from '@greenroom/emulator/node'
import { startWorkerd } from '@greenroom/testing/workerd'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Watchers } from '../../packages/react/e2e/watchers.tsx'
import { requireChromium } from '../chromium.ts'
import { mustRun } from '../run.ts'
import { measureInProcess } from './watchers/in-process.ts'
import { busyMsOfMachine, cpuMsOfTree, usageOf } from './watchers/process-usage.ts'
import { type Site, startSite } from './watchers/site.ts'
import { createWatchedRoom, runTrials, type Trial } from './watchers/trials.ts'

declare const watchers: Watchers

const isQuick = process.argv.includes('--quick')
/** One of them is the app itself. A browser opens six connections of HTTP/1.1 to an origin. */
const pages = isQuick ? 2 : 10
const watchersPerPage = 5
const trialCount = isQuick ? 3 : 25
const idleMs = isQuick ? 1_000 : 10_000

const count = pages * watchersPerPage
const watchersPath = '/watchers'
/** A change that is not shown by then counts as lost. */
const lostMs = 5_000
const secret = 'a secret of this benchmark, 32 bytes or more'

/** Opens a page of a user. Each has its own connections. */
async function openPage(browser: Browser, { url }: Site, user: string, path: string): Promise<Page> {
  const context = await browser.newContext()
  await context.request.post(`${url}/session`, { data: { name: user }, headers: { origin: url } })
  const page = await context.newPage()
  if (path !== watchersPath) await page.addInitScript(noteNames)
  await page.goto(`${url}${path}`)
  return page
}

/** Notes when the app first shows each participant. Runs in the page. */
function noteNames(): void {
  const firstShown = new Map<string, number>()
  Object.assign(globalThis, { firstShown })
  new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('.participant-name')) {
      const name = textContent.trim()
      if (!firstShown.has(name)) firstShown.set(name, Date.now())
    }
  }).observe(document, { childList: true, characterData: true, subtree: true })
}

/** Returns the times from webhook to DOM; undefined for what was not shown. */
async function watcherTimes(page: Page, trials: readonly Trial[]) {
  const shown = (await page.evaluate(() => watchers.firstShown())).map((times) => new Map(times))
  return shown.flatMap((times) =>
    trials.map(({ joinedAt, mutedAt }, index) => ({
      joined: since(joinedAt, times.get(`open · ${index + 2} present · ${index} muted`)),
      muted: since(mutedAt, times.get(`open · ${index + 2} present · ${index + 1} muted`)),
    })),
  )
}

async function appTimes(page: Page, trials: readonly Trial[]) {
  const entries = await page.evaluate(() => [
    ...(Reflect.get(globalThis, 'firstShown') as Map<string, number>),
  ])
  const times = new Map(entries)
  return trials.map(({ joinedAt }, index) => since(joinedAt, times.get(`Guest ${index + 1}`)))
}

const since = (from: number, at: number | undefined) => (at === undefined ? undefined : at - from)

/** Returns the median and the 95th percentile of the times, and how many are missing. */
function summary(times: readonly (number | undefined)[]): string {
  const known = times.filter((time) => time !== undefined).sort((a, b) => a - b)
  const at = (share: number) =>
    known[Math.min(known.length - 1, Math.floor(known.length * share))] ?? Number.NaN
  const missing = times.length - known.length
  return `${at(0.5).toFixed(0)} / ${at(0.95).toFixed(0)} ms${missing > 0 ? `, ${missing} not shown` : ''}`
}

await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=@greenroom/web'])
const inProcess = await measureInProcess(count, trialCount)

const emulator = await startEmulator({ port: 0 })
const site = await startSite()
const { publicKey, privateKey } = await createWebhookKeys()
const workerd = await startWorkerd([
  {
    name: 'app',
    module: 'apps/worker/src/index.ts',
    bindings: {
      TELNYX_API_KEY: 'KEY_emulator',
      TELNYX_BASE_URL: `${emulator.url}/v2`,
      GATEWAY_SECRET: secret,
      SESSION_SECRET: secret,
      APP_ORIGIN: site.url,
      WEBHOOK_PUBLIC_KEY: publicKey,
    },
    durableObject: { binding: 'UPDATES', className: 'UpdateHubObject', worker: 'app' },
  },
])
const workerUrl = workerd.urls['app'] ?? ''
site.forwardTo(workerUrl)
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const room = await createWatchedRoom(emulator.url, fetch)
  const app = await openPage(browser, site, 'Ann', `/rooms/${room.id}`)
  await app.getByText('Up to date').waitFor()
  await app.getByText('First', { exact: true }).waitFor()
  const before = usageOf(workerd.pid)
  const opened: Page[] = []
  for (let index = 0; index < pages; index++) {
    const page = await openPage(browser, site, `Watcher ${index}`, watchersPath)
    // The app is a watcher, too.
    const added = index === 0 ? watchersPerPage - 1 : watchersPerPage
    await page.evaluate(([count, session]) => watchers.add(count, session), [added, room.sessionId] as const)
    await page.waitForFunction(() => watchers.texts().every((text) => text === 'open · 1 present · 0 muted'))
    opened.push(page)
  }
  await sleep(1_000)
  const idleFrom = usageOf(workerd.pid)
  await sleep(idleMs)
  const idle = usageOf(workerd.pid)

  const settle = (present: number, muted: number) => {
    const text = `open · ${present} present · ${muted} muted`
    const isShown = (expected: string) => watchers.texts().every((each) => each === expected)
    const options = { timeout: lostMs, polling: 100 }
    const waits = opened.map((page) => page.waitForFunction(isShown, text, options).catch(() => undefined))
    return Promise.all(waits)
  }
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const [busyFrom, ownFrom] = [busyMsOfMachine(), cpuMsOfTree(process.pid)]
  const from = performance.now()
  const trials = await runTrials(
    room,
    { url: `${workerUrl}/telnyx/webhooks`, privateKey, send: fetch, settle },
    trialCount,
  )
  const tookMs = performance.now() - from
  const [busyMs, ownMs] = [busyMsOfMachine() - busyFrom, cpuMsOfTree(process.pid) - ownFrom]
  loop.disable()
  const after = usageOf(workerd.pid)

  const times = (await Promise.all(opened.map((page) => watcherTimes(page, trials)))).flat()
  const delays = (await Promise.all(opened.map((page) => page.evaluate(() => watchers.delays())))).flat()
  const cpuMs = after.cpuMs - idle.cpuMs
  const idleShare = (idle.cpuMs - idleFrom.cpuMs) / idleMs
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  const rows = [
    ['webhook sent to DOM changed, with a refetch, p50 / p95', summary(times.map(({ joined }) => joined))],
    ['the same for the page of the app', summary(await appTimes(app, trials))],
    ['webhook sent to DOM changed, without a refetch (a mute)', summary(times.map(({ muted }) => muted))],
    ['webhook to refetched, in one process without browser, workerd and network', summary(inProcess)],
    ['delay of timers in the pages, p50 / p95', summary(delays)],
    [
      'delay of the event loop that runs proxy and emulator, p50 / p95',
      `${(loop.percentile(50) / 1e6).toFixed(0)} / ${(loop.percentile(95) / 1e6).toFixed(0)} ms`,
    ],
    ['memory (RSS) of workerd, one watcher', `${before.rssMB.toFixed(0)} MB`],
    [
      `memory of workerd, ${count} watchers`,
      `${idle.rssMB.toFixed(0)} MB, ${after.rssMB.toFixed(0)} MB at the end`,
    ],
    [
      'CPU of all processes of this benchmark per update',
      `${(ownMs / trials.length / 2).toFixed(0)} ms on ${availableParallelism()} cores`,
    ],
    ['CPU of workerd, nothing happens', percent(idleShare)],
    [
      `CPU of workerd per update and ${count} watchers`,
      `${(cpuMs / trials.length / 2).toFixed(0)} ms (half of the updates cause ${count} refetches)`,
    ],
    [
      'CPU of the machine that others used meanwhile',
      `${percent(Math.max(0, busyMs - ownMs) / tookMs)} of a core`,
    ],
    ['load average', loadavg()[0]?.toFixed(1) ?? ''],
  ]
  console.log(`| ${count} watchers of one room in ${pages + 1} pages, ${trials.length * 2} webhooks | |`)
  console.log('| --- | --: |')
  for (const [what, value] of rows) console.log(`| ${what} | ${value} |`)
} finally {
  await browser.close()
  site.close()
  await workerd.close()
  await emulator.close()
}
process.exit(0)
