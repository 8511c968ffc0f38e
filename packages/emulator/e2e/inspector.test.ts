import { createClient } from '@greenroom/core'
import { createTexml } from '@greenroom/core/texml'
import { rooms } from '@greenroom/core/video'
import { launch } from '@greenroom/testing/browser'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedEmulator, startEmulator } from '../src/node.ts'

const long = 'x'.repeat(3000)
const texts = [
  long,
  '👩‍👩‍👧‍👦'.repeat(300),
  '\u0645\u0631\u062d'.repeat(400),
  '\u202eabc',
  '<b>bold</b>',
  'line\nbreak',
  `a${'\u0301'.repeat(3000)}`,
]

function signedContext(name: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { aud: 'app', sub: 'user-1', room_id: 'r', claims: { name, more: long }, jti: 'j' }
  return `${part({ alg: 'EdDSA', typ: 'greenroom-context+jwt', kid: 'k' })}.${part(payload)}.${'A'.repeat(86)}`
}

describe('the inspector in a browser', () => {
  let emulator: StartedEmulator
  let browser: Browser
  beforeAll(async () => {
    emulator = await startEmulator({ media: false })
    const client = createClient({ apiKey: 'KEY_test', baseUrl: `${emulator.url}/v2`, maxRetries: 0 })
    const texml = createTexml(client, { accountSid: 'acc' })
    const hook = `http://127.0.0.1:9/${long.slice(0, 1900)}`
    for (const text of texts) {
      const room = await rooms.create(client, { unique_name: text, webhook_event_url: hook })
      const { token: client_token } = await rooms.createJoinToken(client, { room_id: room.id })
      for (const context of [text, signedContext(text), JSON.stringify({ name: text })])
        await emulator.emulator.join(room.id, { client_token, context })
      await rooms.list(client, { filter: { unique_name: text.slice(0, 300) } })
      await texml.conferenceParticipants.create({
        ApplicationSid: '1',
        conference_sid: text.slice(0, 500).replace(/\s/g, ' '),
        From: '+13125550001',
        To: '+13125550002',
        Label: text.slice(0, 500),
      })
    }
    emulator.emulator.faults.add([{ path: `/${long}`, status: 503 }])
    await emulator.emulator.webhooks.settled()
    browser = await launch()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await emulator?.close()
  })

  it.each([
    [320, 'light'],
    [375, 'dark'],
    [1280, 'light'],
  ] as const)(
    'is no wider than a window of %i pixels, whatever the names are',
    async (width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
      await page.goto(emulator.url)
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
      expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0)
      const sticksOut = await page.evaluate(() =>
        [...document.querySelectorAll('.row > *, h2, h3, td.any, code, button')]
          .filter((element) => !element.closest('.scroll'))
          .filter((element) => element.getBoundingClientRect().right > innerWidth)
          .map((element) => element.textContent?.slice(0, 40)),
      )
      expect(sticksOut).toEqual([])
      if (process.env['SCREENSHOTS']) {
        await page.screenshot({
          path: `${process.env['SCREENSHOTS']}/inspector-${width}-${colorScheme}.png`,
          fullPage: true,
        })
      }
      await page.close()
    },
  )
})
