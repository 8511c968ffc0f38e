import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleRedirection } from '../../../tools/redirect-live-rooms.ts'
import { type Stack, startStack } from '../../../tools/stack.ts'
import { type Browser, startBrowser } from './browser.ts'

let stack: Stack
let browser: Browser

beforeAll(async () => {
  stack = await startStack({ isLogged: false, emulatorPort: 0, workerPort: 0, webPort: 0, isBuilt: true })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

/** Notes what the policy of a page refuses. Runs in the page. */
function noteViolations(): void {
  const refused: string[] = []
  Object.assign(globalThis, { refused })
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    refused.push(`${effectiveDirective}: ${blockedURI}`),
  )
}

it('shows a whole call under a strict Content-Security-Policy', async () => {
  const { emulatorUrl = '' } = stack
  const policy = [
    "default-src 'self'",
    `connect-src 'self' ${emulatorUrl.replace('http', 'ws')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
  await browser.context.route(
    (url) => url.origin === stack.url,
    async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback()
      const response = await route.fetch()
      return route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': policy },
      })
    },
  )
  // Chromium takes a response of this test for one of the internet, which needs leave to call this machine.
  await browser.context.grantPermissions(['local-network-access'])
  await browser.context.addInitScript(noteViolations)
  await browser.context.addInitScript({ content: await bundleRedirection(emulatorUrl) })
  const client = createClient({ apiKey: 'KEY_any', baseUrl: `${emulatorUrl}/v2` })
  const { id } = await rooms.create(client, { unique_name: 'Strict' })
  await fetch(`${emulatorUrl}/_emulator/rooms/${id}/bots`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Zoe', tone: true }),
  })

  const { page, errors } = await browser.enter(stack.url, 'Ann')
  await page.goto(`${stack.url}/rooms/${id}`)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('button', { name: 'Join now' }).click()
  await page.getByRole('list', { name: 'In the call' }).getByText('Zoe').waitFor()
  await page.waitForFunction(
    () => [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0).length === 2,
  )
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Test your setup' }).click()
  await page.getByText('The server responds in').waitFor()

  expect(errors).toEqual([])
  // React Aria adds one rule with an element. It is in the style sheet of the components, too.
  const refused = await page.evaluate(() => Reflect.get(globalThis, 'refused') as string[])
  expect(refused).toEqual(['style-src-elem: inline'])
  const close = page.getByRole('dialog').getByRole('button', { name: 'Close' })
  // Chromium's name for `pan-x pan-y pinch-zoom`.
  expect(await close.evaluate((button) => getComputedStyle(button).touchAction)).toBe('manipulation')
})
