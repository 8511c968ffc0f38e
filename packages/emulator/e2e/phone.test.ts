import { createClient } from '@greenroom/core'
import { createTexml } from '@greenroom/core/texml'
import { gather, hangup, play, redirect, response, say } from '@greenroom/core/texml/document'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { encodeWav } from '../src/phone/wav.ts'
import { createPhoneSetup, type PhoneSetup, type VoiceApp } from './phone-setup.ts'

const number = '+13125550001'

/** A menu: 1 ends the call, 2 plays a sound, and words are repeated. */
const answer: VoiceApp = (path, fields) => {
  if (path === '/tone.wav') return toneFile()
  if (path === '/voice') {
    return response(
      gather(
        { action: '/menu', numDigits: 1, input: ['dtmf', 'speech'], timeout: 30 },
        say({ language: 'en-GB' }, 'Welcome. Press 1 to end the call, or 2 for a sound.'),
      ),
      redirect('/voice'),
    )
  }
  if (fields.get('Digits') === '1') return response(hangup())
  if (fields.get('Digits') === '2') return response(play('/tone.wav'), hangup())
  return response(say(`You said ${fields.get('SpeechResult')}.`), hangup())
}

function toneFile(): Buffer {
  const samples = Float32Array.from(
    { length: 16_000 },
    (_, at) => Math.sin((at * 2 * Math.PI * 440) / 8000) / 4,
  )
  return Buffer.from(encodeWav(samples, 8000))
}

describe('the phone in a browser', () => {
  let setup: PhoneSetup
  beforeAll(async () => {
    setup = await createPhoneSetup(answer)
  })
  afterEach(() => setup.reset())
  afterAll(() => setup?.close())

  const spoken = (page: Page) => page.evaluate(() => observed.spoken)
  const calls = () => setup.emulator.emulator.calls()

  async function placeCall(page: Page): Promise<void> {
    await page.getByLabel('URL of the document').fill(`${setup.appUrl}/voice`)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await expect.poll(() => spoken(page)).toContain('Welcome. Press 1 to end the call, or 2 for a sound.')
  }

  it('phones a menu, speaks its prompts and plays its sound after a key', async () => {
    const page = await setup.open()
    await placeCall(page)
    expect(await page.evaluate(() => observed.languages[0])).toBe('en-GB')
    await expect.poll(() => page.locator('#call-status').textContent()).toBe('On the call')
    expect(await page.locator('.verbs [aria-current=step]').textContent()).toContain('<Gather')
    await setup.shoot(page, 'call-desktop')
    await page.keyboard.press('2')
    expect(await page.evaluate(() => observed.tones)).toEqual([697, 1336])
    expect(await page.evaluate(() => observed.cancels)).toBeGreaterThan(0)
    await expect.poll(() => page.evaluate(() => observed.playing)).toContain(`${setup.appUrl}/tone.wav`)
    await expect.poll(() => page.locator('#call-status').textContent()).toBe('Call ended')
    const [call] = calls()
    expect(call).toMatchObject({ from: number, status: 'completed' })
    await page.locator('#requests summary').nth(1).click()
    expect(await page.locator('#requests li').nth(1).textContent()).toMatch(
      /POST.*\/menu.*Digits\s*2.*<Play/su,
    )
    await setup.shoot(page, 'over-desktop')
  })

  it('says words, and mutes what is spoken', async () => {
    const page = await setup.open({ width: 390, colorScheme: 'dark' })
    await setup.shoot(page, 'idle-390-dark')
    await placeCall(page)
    await setup.shoot(page, 'call-390-dark')
    await page.getByRole('button', { name: 'Sound off' }).click()
    await page.getByLabel('Say something').fill('three')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('#transcript').textContent()).toContain('You said three.')
    expect(await spoken(page)).not.toContain('You said three.')
    // The last line is in view.
    const rest = () =>
      page.locator('#transcript').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)
    await expect.poll(rest).toBeLessThan(2)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })

  it('rings for an outbound call and answers it', async () => {
    const page = await setup.open({ width: 390 })
    const client = createClient({ apiKey: 'KEY_test', baseUrl: `${setup.emulator.url}/v2`, maxRetries: 0 })
    const texml = createTexml(client, { accountSid: 'acc' })
    const call = { ApplicationSid: '1', From: '+13125550009', Url: `${setup.appUrl}/voice` }
    await page.getByText('Your number').click()
    await page.getByLabel('Calls to this number ring here').fill('+1 (312) 555-0001')
    await page.keyboard.press('Tab')
    await texml.calls.create({ ...call, To: number })
    const incoming = page.getByRole('group', { name: 'Incoming call' })
    await expect.poll(() => incoming.textContent()).toContain('+13125550009 is calling')
    await expect.poll(() => calls()[0]?.status).toBe('ringing')
    await setup.shoot(page, 'incoming-390')
    await incoming.getByRole('button', { name: 'Answer' }).click()
    await expect.poll(() => spoken(page)).toHaveLength(1)
    await page.getByRole('button', { name: 'Hang up' }).click()
    await expect.poll(() => calls()[0]?.status).toBe('completed')
    await texml.calls.create({ ...call, To: number })
    await incoming.getByRole('button', { name: 'Decline' }).click()
    await expect.poll(() => calls()[0]?.status).toBe('no-answer')
  })
})
