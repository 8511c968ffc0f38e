import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stack, startStack } from '../../../tools/stack.ts'
import { type Browser, startBrowser } from './browser.ts'
import { inspectPage } from './inspect-page.ts'

/** A request in the emulator's log. */
interface LoggedRequest {
  readonly route: string
  readonly status: number
}

const refreshRoute = '/rooms/{room_id}/actions/refresh_client_token'

describe('web app in Chromium', () => {
  let stack: Stack
  let browser: Browser
  beforeAll(async () => {
    stack = await startStack({
      isLogged: false,
      emulatorPort: 0,
      workerPort: 0,
      webPort: 0,
      tokenTtlSecs: 10,
    })
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })

  async function requests(route: string): Promise<LoggedRequest[]> {
    const response = await fetch(`${stack.emulatorUrl}/_emulator/requests`)
    const { data } = (await response.json()) as { data: LoggedRequest[] }
    return data.filter((request) => request.route === route)
  }

  it('signs in, creates a room, joins it and stays through three refreshes of a ten-second token', async () => {
    const { page, errors } = await browser.open(stack.url)
    await page.getByLabel('Your name').fill('Ann')
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('button', { name: 'New room' }).click()
    await page.getByLabel('Room name').fill('Release party')
    await page.getByRole('button', { name: 'Create room' }).click()
    await page.getByRole('link', { name: 'Release party' }).click()
    await page.getByRole('heading', { level: 1, name: 'Release party' }).waitFor()

    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByRole('button', { name: 'Join now' }).click()
    const events = page.getByRole('list', { name: 'Token events' }).getByRole('listitem')
    await events
      .filter({ hasText: /^Minted/ })
      .first()
      .waitFor()
    await page.getByRole('list', { name: 'Participants' }).getByText('Ann').first().waitFor()
    await expect
      .poll(() => events.filter({ hasText: /^Refreshed/ }).count(), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(3)

    const refreshes = await requests(refreshRoute)
    expect(refreshes.length).toBeGreaterThanOrEqual(3)
    expect(refreshes.every(({ status }) => status === 201)).toBe(true)
    // The participant is still in the call after the first token has expired.
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('button', { name: 'Join' }).waitFor()
    expect(errors).toEqual([])
    expect(await page.content()).not.toMatch(/eyJ[\w-]+\.eyJ/)
  })

  it('shows a message for a room that does not exist', async () => {
    const { page } = await browser.open(`${stack.url}/rooms/0ccc7b54-4df3-4bca-a65a-3da1ecc777f0`)
    await page
      .getByText(/does not exist/i)
      .first()
      .waitFor()
    await page.close()
  })

  it('shows at the field that a name is taken, and submits the next name with one click', async () => {
    const { page } = await browser.open(stack.url)
    await page.getByRole('button', { name: 'New room' }).click()
    await page.getByLabel('Room name').fill('Release party')
    await page.getByRole('button', { name: 'Create room' }).click()
    await page.getByText(/taken/i).first().waitFor()
    await page.getByLabel('Room name').fill('After party')
    // The error message disappears while typing and not during the click, so the button does not move.
    await page.getByRole('button', { name: 'Create room' }).click()
    await page.getByRole('link', { name: 'After party' }).waitFor()
    await page.close()
  })

  it('shows a banner while the emulator is unavailable, and recovers automatically', async () => {
    const { page, errors } = await browser.open(stack.url)
    await page.getByText('Daily standup').first().waitFor()
    await stack.pauseEmulator()
    const banner = page.getByRole('status', { name: 'Connection' })
    await banner.getByText(/./).first().waitFor({ timeout: 40_000 })
    expect(await banner.textContent()).not.toMatch(/\{|Error|502|503|undefined/)
    await stack.resumeEmulator()
    await expect.poll(() => banner.textContent(), { timeout: 40_000 }).toBe('')
    await page.getByText('Daily standup').first().waitFor()
    expect(errors).toEqual([])
    await page.close()
  })

  it('shows token failures, and ends the call when access is revoked', async () => {
    const { page, errors } = await browser.open(stack.url)
    await page.getByRole('link', { name: 'Daily standup' }).click()
    await page.getByRole('button', { name: 'Join', exact: true }).click()
    await page.getByRole('button', { name: 'Join now' }).click()
    const events = page.getByRole('list', { name: 'Token events' }).getByRole('listitem')
    await events.filter({ hasText: /^Minted/ }).waitFor()
    await page.getByText('Server errors (500)').click()
    await events
      .filter({ hasText: /^Failed/ })
      .first()
      .waitFor()
    await page.getByText('Server errors (500)').click()
    const refreshed = events.filter({ hasText: /^Refreshed/ })
    const before = await refreshed.count()
    await expect.poll(() => refreshed.count(), { timeout: 40_000 }).toBeGreaterThan(before)
    await page.getByText('You are in the call.').waitFor()

    await page.getByText('Access revoked').click()
    await page.getByText('Your access was revoked').first().waitFor()
    await page.getByRole('link', { name: 'Fault lab' }).click()
    await page.getByText('Access revoked').click()
    await page.getByRole('link', { name: 'Greenroom, all rooms' }).click()
    await page.getByRole('link', { name: 'Daily standup' }).waitFor()
    expect(errors).toEqual([])
    await page.close()
  })

  it.each([
    ['--use-fake-ui-for-media-stream', /blocks the camera/, /blocks the microphone/],
    ['--use-fake-device-for-media-stream', /No camera was found/, /No microphone was found/],
  ])('without %s, reports the missing devices and joins without them', async (without, ...messages) => {
    const bare = await startBrowser([without])
    try {
      const { page, errors } = await bare.enter(stack.url, 'Cleo')
      await page.getByRole('link', { name: 'Interview room' }).click()
      await page.getByRole('button', { name: 'Join', exact: true }).click()
      for (const text of messages) await page.getByRole('alert').filter({ hasText: text }).waitFor()
      await page.getByText('Your camera is off.').waitFor()
      expect(await inspectPage(page, without.includes('ui') ? 'lobby-denied' : 'lobby-missing')).toEqual([])
      await page.getByRole('button', { name: 'Join now' }).click()
      await page.getByText('You are in the call.').waitFor()
      await page.getByRole('list', { name: 'In the call' }).getByText('Cleo (you)').waitFor()
      expect(errors).toEqual([])
    } finally {
      await bare.close()
    }
  })

  it('shows the sign-in form after signing out', async () => {
    const { page } = await browser.open(stack.url)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Your name').waitFor()
    await page.close()
  })
})

describe('production build of the web app', () => {
  it('loads at most 186 kB of compressed JavaScript for the first page', () => {
    const folder = new URL('../dist/', import.meta.url)
    const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
    const first = [...read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)]
    const files = new Set(first.map(([, file = '']) => file))
    // Follow static imports, which load with the page; `import()` loads later.
    for (const file of files) {
      for (const [, name] of read(file).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
        files.add(`assets/${name}`)
      }
    }
    const bytes = [...files].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0)
    expect(files.size).toBeGreaterThan(0)
    expect(bytes).toBeLessThanOrEqual(186_000)
  })

  it('contains no code of the fault lab or for the emulator', () => {
    const folder = fileURLToPath(new URL('../dist/assets', import.meta.url))
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
      expect([
        file,
        /_emulator|_emulated|_stack/.exec(readFileSync(`${folder}/${file}`, 'utf8'))?.[0],
      ]).toEqual([file, undefined])
    }
  })

  it('contains no key, no secret and no server code', () => {
    const folder = fileURLToPath(new URL('../dist', import.meta.url))
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(js|html|css|map)$/.test(file),
    )
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      const text = readFileSync(`${folder}/${file}`, 'utf8')
      expect([
        file,
        /KEY[_0-9A-F]|TELNYX_API_KEY|GATEWAY_SECRET|SESSION_SECRET|_emulator\/state/.exec(text)?.[0],
      ]).toEqual([file, undefined])
    }
  })
})
