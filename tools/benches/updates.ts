import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { type Browser, chromium, type Page } from 'playwright-core'
import { requireChromium } from '../chromium.ts'
import { mustRun } from '../run.ts'
import { type Stack, startStack } from '../stack.ts'

const isQuick = process.argv.includes('--quick')
const secs = isQuick ? 3 : 60
/** After the joins, the last webhooks are delivered and what they changed is fetched. */
const settleMs = 5_000
/** A machine that does not load a page within this time gives up on the measurement. */
const loadMs = 60_000

/** How often an app refetches while updates are open, and renews a token of ten minutes, per hour. */
const repairsPerHour = 6
const renewalsPerHour = 3_600 / 465

/** The API calls of a quiet call by route, per participant and hour. */
type Calls = ReadonlyMap<string, number>

interface Setup {
  readonly pages: number
  /** Whether the pages join the call with camera and microphone, or the emulator joins for them. */
  readonly isInCall: boolean
  readonly hasUpdates: boolean
}

/** Counts the API calls of a quiet call of several pages. Each is the app of another user. */
async function measure(
  stack: Stack,
  browser: Browser,
  { pages, isInCall, hasUpdates }: Setup,
): Promise<Calls> {
  const client = createClient({ apiKey: 'KEY_emulator', baseUrl: `${stack.emulatorUrl}/v2` })
  const webhook_event_url = `${stack.url}/telnyx/webhooks`
  const name = `Quiet ${pages} ${hasUpdates}`
  const { id } = await rooms.create(client, { unique_name: name, max_participants: 30, webhook_event_url })
  const opened: Page[] = []
  try {
    for (let index = 0; index < pages; index++) {
      const page = await openPage(browser, stack, `Guest ${index}`, hasUpdates)
      opened.push(page)
      await page.goto(`${stack.url}/rooms/${id}`)
      const button = page.getByRole('button', { name: 'Join', exact: true })
      if (isInCall) {
        await button.click()
        await page.getByRole('button', { name: 'Join now' }).click()
        await page.getByText('You are in the call.').waitFor()
      } else {
        await button.waitFor()
        const { token: client_token } = await rooms.createJoinToken(client, { room_id: id })
        await fetch(`${stack.emulatorUrl}/_emulator/rooms/${id}/join`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ client_token }),
        })
      }
    }
    await sleep(settleMs)
    const counts = await countCalls(stack, secs)
    return new Map([...counts].map(([route, count]) => [route, (count * 3600) / secs / pages]))
  } finally {
    await Promise.all(opened.map((page) => page.context().close()))
  }
}

async function openPage(browser: Browser, { url }: Stack, name: string, hasUpdates: boolean): Promise<Page> {
  const context = await browser.newContext()
  context.setDefaultTimeout(loadMs)
  // In the page: intercepted requests would all take the way through this process.
  if (!hasUpdates) await context.addInitScript(refuseUpdates)
  await context.request.post(`${url}/session`, { data: { name }, headers: { origin: url } })
  return context.newPage()
}

/** Makes a page poll, as if its gateway had no hub. Runs in the page. */
function refuseUpdates(): void {
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => {
    const isUpdates = input instanceof Request && input.url.includes('/telnyx/updates')
    return isUpdates ? Promise.resolve(new Response(null, { status: 404 })) : fetch(input, init)
  }
}

interface LoggedRequest {
  readonly id: string
  readonly method: string
  readonly route: string | null
}

/** Counts the API calls of some seconds by route. The emulator's log keeps only the latest. */
async function countCalls({ emulatorUrl }: Stack, seconds: number): Promise<ReadonlyMap<string, number>> {
  const requests = async () => {
    const response = await fetch(`${emulatorUrl}/_emulator/requests`)
    const { data } = (await response.json()) as { readonly data: readonly LoggedRequest[] }
    return data
  }
  const seen = new Set((await requests()).map(({ id }) => id))
  const counts = new Map<string, number>()
  const endsAt = performance.now() + seconds * 1_000
  while (performance.now() < endsAt) {
    await sleep(Math.min(1_000, Math.max(0, endsAt - performance.now())))
    for (const { id, method, route } of await requests()) {
      if (seen.has(id)) continue
      seen.add(id)
      const name = `${method} ${route}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return counts
}

const total = (calls: Calls) => [...calls.values()].reduce((sum, count) => sum + count, 0)

/** Measures pages that poll, then pages with updates. Returns the calls of those that poll. */
async function compare(stack: Stack, browser: Browser, pages: number, isInCall: boolean): Promise<Calls> {
  const columns: string[] = []
  let polled: Calls = new Map()
  for (const hasUpdates of [false, true]) {
    try {
      const calls = await measure(stack, browser, { pages, isInCall, hasUpdates })
      if (!hasUpdates) polled = calls
      columns.push(String(Math.round(total(calls))))
    } catch (error) {
      columns.push(`failed: ${String(error).split('\n')[0]}`)
    }
  }
  console.log(`| ${pages}${isInCall ? ', with media' : ''} | ${columns.join(' | ')} |`)
  return polled
}

await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=@greenroom/web'])
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
  ],
})
try {
  console.log('| pages in a quiet call | API calls per participant-hour, polling | with updates |')
  console.log('| --: | --: | --: |')
  let polled: Calls = new Map()
  const built = await startStack({ emulatorPort: 0, workerPort: 0, webPort: 0, isBuilt: true })
  try {
    for (const pages of isQuick ? [2] : [2, 5, 20]) polled = await compare(built, browser, pages, false)
  } finally {
    await built.stop()
  }
  // Only the app's source can join live rooms of the emulator.
  const source = await startStack({ emulatorPort: 0, workerPort: 0, webPort: 0 })
  try {
    await compare(source, browser, 2, true)
  } finally {
    await source.stop()
  }
  const routes = [...polled.keys()]
  const hourly = routes.length * repairsPerHour + renewalsPerHour
  console.log(
    `\nEach was counted for ${secs} s. Pages without media show the room while participants are in the call.`,
  )
  console.log(`A page polls ${routes.join(', ')}.`)
  console.log(
    `With updates it refetches these every ten minutes, and renews its token, which a minute does not show:`,
  )
  console.log(`${Math.round(hourly)} calls per participant-hour, calculated.`)
} finally {
  await browser.close()
}
process.exit(0)
