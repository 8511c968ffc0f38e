import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { type Browser, chromium, type Page } from 'playwright-core'
import { requireChromium } from '../chromium.ts'
import { bundleRedirection } from '../redirect-live-rooms.ts'
import { mustRun } from '../run.ts'
import { type Stack, startStack } from '../stack.ts'

const isQuick = process.argv.includes('--quick')
const secs = isQuick ? 3 : 60
/** After the joins, the last webhooks are delivered and what they changed is fetched. */
const settleMs = isQuick ? 1_000 : 5_000
/** A machine that does not load a page within this time gives up on the measurement. */
const loadMs = 60_000

/** How often an app refetches while updates are open, and renews a token of ten minutes, per hour. */
const repairsPerHour = 6
const renewalsPerHour = 3_600 / 465

/** The API calls of a quiet call by route, per participant and hour. */
type Calls = ReadonlyMap<string, number>

/** Calls of the same pages: first without updates, then with them. */
interface Comparison {
  readonly polling: Calls
  readonly withUpdates: Calls
}

/**
 * Counts the API calls of a quiet call of several pages. Each is the app of another user.
 *
 * @param isInCall Whether the pages join the call with camera and microphone, or the emulator joins for them.
 */
async function measure(
  stack: Stack,
  browser: Browser,
  pages: number,
  isInCall: boolean,
): Promise<Comparison> {
  const client = createClient({ apiKey: 'KEY_emulator', baseUrl: `${stack.emulatorUrl}/v2` })
  const webhook_event_url = `${stack.url}/telnyx/webhooks`
  const room = {
    unique_name: `Quiet ${pages}${isInCall ? ' with media' : ''}`,
    max_participants: 30,
    webhook_event_url,
  }
  const { id } = await rooms.create(client, room)
  const opened: Page[] = []
  try {
    for (let index = 0; index < pages; index++) {
      const page = await openPage(browser, stack, `Guest ${index}`)
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
    const count = async (): Promise<Calls> => {
      await sleep(settleMs)
      const counts = await countCalls(stack, secs)
      return new Map([...counts].map(([route, calls]) => [route, (calls * 3600) / secs / pages]))
    }
    const polling = await count()
    await Promise.all(opened.map((page) => page.evaluate(allowUpdates)))
    await Promise.all(opened.map((page) => page.getByText('Up to date').waitFor()))
    return { polling, withUpdates: await count() }
  } finally {
    await Promise.all(opened.map((page) => page.context().close()))
  }
}

async function openPage(browser: Browser, { url, emulatorUrl = '' }: Stack, name: string): Promise<Page> {
  const context = await browser.newContext()
  context.setDefaultTimeout(loadMs)
  // In the page: intercepted requests would all take the way through this process.
  await context.addInitScript(holdUpdates)
  await context.addInitScript({ content: await bundleRedirection(emulatorUrl) })
  await context.request.post(`${url}/session`, { data: { name }, headers: { origin: url } })
  return context.newPage()
}

/** Makes a page poll, as while its gateway has no hub, until {@link allowUpdates}. Runs in the page. */
function holdUpdates(): void {
  const { fetch } = globalThis
  globalThis.fetch = (input, init) => {
    const isUpdates = input instanceof Request && input.url.includes('/telnyx/updates')
    const isHeld = isUpdates && Reflect.get(globalThis, 'allowsUpdates') !== true
    return isHeld ? Promise.resolve(new Response(null, { status: 503 })) : fetch(input, init)
  }
}

/** Runs in the page. The event makes it reconnect at once. */
function allowUpdates(): void {
  Reflect.set(globalThis, 'allowsUpdates', true)
  dispatchEvent(new Event('online'))
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

/** Measures, and prints a row. Returns the calls of pages that poll. */
async function compare(stack: Stack, browser: Browser, pages: number, isInCall: boolean): Promise<Calls> {
  const name = `${pages}${isInCall ? ', with media' : ''}`
  try {
    const { polling, withUpdates } = await measure(stack, browser, pages, isInCall)
    console.log(`| ${name} | ${Math.round(total(polling))} | ${Math.round(total(withUpdates))} |`)
    return polling
  } catch (error) {
    if (isQuick) throw error
    console.log(`| ${name} | failed: ${String(error).split('\n')[0]} | |`)
    return new Map()
  }
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
  const stack = await startStack({
    emulatorPort: 0,
    workerPort: 0,
    webPort: 0,
    isBuilt: true,
    isLogged: false,
  })
  try {
    for (const pages of isQuick ? [2] : [2, 5, 20]) {
      const calls = await compare(stack, browser, pages, false)
      if (calls.size > 0) polled = calls
    }
    await compare(stack, browser, 2, true)
  } finally {
    await stack.stop()
  }
  const routes = [...polled.keys()]
  // The room of the call does not record: its recordings and compositions cannot change.
  const repaired = routes.filter((route) => !/room_(recordings|compositions)/.test(route))
  const hourly = repaired.length * repairsPerHour + renewalsPerHour
  console.log(
    `\nEach was counted for ${secs} s. Pages without media show the room while participants are in the call.`,
  )
  console.log(`A page polls ${routes.join(', ')}.`)
  console.log(
    `With updates it refetches ${repaired.join(', ')} every ten minutes, and renews its token, which a minute does not show:`,
  )
  console.log(`${Math.round(hourly)} calls per participant-hour, calculated.`)
} finally {
  await browser.close()
}
process.exit(0)
