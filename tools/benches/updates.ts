import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { type Browser, chromium } from 'playwright-core'
import { requireChromium } from '../chromium.ts'
import { type Stack, startStack } from '../stack.ts'

const isQuick = process.argv.includes('--quick')
const pageCounts = isQuick ? [2] : [2, 5, 20]
const secs = isQuick ? 3 : 60
/** After the joins, the last webhooks are delivered and what they changed is fetched. */
const settleMs = 5_000

/** Counts the API calls per participant-hour of a quiet call of several pages. */
async function measure(stack: Stack, browser: Browser, pages: number, hasUpdates: boolean): Promise<number> {
  const client = createClient({ apiKey: 'KEY_emulator', baseUrl: `${stack.emulatorUrl}/v2` })
  const webhook_event_url = `${stack.url}/telnyx/webhooks`
  const name = `Quiet ${pages} ${hasUpdates}`
  const { id } = await rooms.create(client, { unique_name: name, max_participants: 30, webhook_event_url })
  const contexts = await Promise.all(Array.from({ length: pages }, () => browser.newContext()))
  try {
    for (const [index, context] of contexts.entries()) {
      const page = await context.newPage()
      if (!hasUpdates) await page.route('**/telnyx/updates*', (route) => route.fulfill({ status: 404 }))
      await page.goto(stack.url)
      await page.getByLabel('Your name').fill(`Guest ${index}`)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: 'Sign out' }).waitFor()
      await page.goto(`${stack.url}/rooms/${id}`)
      await page.getByRole('button', { name: 'Join', exact: true }).click()
      await page.getByRole('button', { name: 'Join now' }).click()
      await page.getByText('You are in the call.').waitFor()
    }
    await sleep(settleMs)
    return ((await countCalls(stack, secs)) * 3600) / secs / pages
  } finally {
    await Promise.all(contexts.map((context) => context.close()))
  }
}

/** Counts the API calls that the emulator answers in some seconds. Its log keeps only the latest. */
async function countCalls({ emulatorUrl }: Stack, seconds: number): Promise<number> {
  const ids = async () => {
    const response = await fetch(`${emulatorUrl}/_emulator/requests`)
    const { data } = (await response.json()) as { readonly data: readonly { readonly id: string }[] }
    return data.map(({ id }) => id)
  }
  const before = new Set(await ids())
  const seen = new Set<string>()
  for (let second = 0; second < seconds; second++) {
    await sleep(1_000)
    for (const id of await ids()) if (!before.has(id)) seen.add(id)
  }
  return seen.size
}

// Only the app's source can join live rooms of the emulator.
const stack = await startStack({ emulatorPort: 0, workerPort: 0, webPort: 0 })
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
  for (const pages of pageCounts) {
    const rates: number[] = []
    for (const hasUpdates of [false, true]) {
      // A slow machine cannot run 20 pages in a call.
      rates.push(await measure(stack, browser, pages, hasUpdates).catch(() => Number.NaN))
    }
    const columns = rates.map((rate) => (Number.isNaN(rate) ? 'not joined' : String(Math.round(rate))))
    console.log(`| ${pages} | ${columns.join(' | ')} |`)
  }
} finally {
  await browser.close()
  await stack.stop()
}
process.exit(0)
