import { hangup, record, response, say } from '@greenroom/core/texml/document'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createPhoneSetup, type PhoneSetup } from './phone-setup.ts'

const requests: Record<string, string>[] = []

/** Returns the length of a sound in seconds, and its loudest sample. Runs in the page. */
async function measureSound(url: string): Promise<{ secs: number; peak: number }> {
  const bytes = await (await fetch(new URL(url).pathname)).arrayBuffer()
  const sound = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(bytes)
  const peak = sound.getChannelData(0).reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)
  return { secs: sound.duration, peak }
}

describe('a voicemail from the phone', () => {
  let setup: PhoneSetup
  beforeAll(async () => {
    setup = await createPhoneSetup((path, fields) => {
      requests.push({ path, ...Object.fromEntries(fields) })
      if (path === '/saved') return response(say('Your message is saved.'), hangup())
      const timeout = path === '/quiet' ? 2 : 60
      return response(say('Speak after the tone.'), record({ action: '/saved', maxLength: 120, timeout }))
    })
  })
  afterEach(() => setup.reset())
  afterAll(() => setup?.close())

  it('records the microphone, uploads it with the finish key, and plays it afterwards', async () => {
    const page = await setup.open({ width: 390 })
    await page.getByLabel('URL of the document').fill(`${setup.appUrl}/voice`)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await expect.poll(() => page.evaluate(() => observed.spoken)).toContain('Speak after the tone.')
    await expect.poll(() => page.locator('.recording-on').count()).toBe(1)
    // The fake microphone beeps once a second.
    await page.waitForFunction(() =>
      document.querySelector('#transcript')?.textContent?.includes('You spoke'),
    )
    await setup.shoot(page, 'recording-390')
    await page.keyboard.press('#')
    await expect.poll(() => page.evaluate(() => observed.spoken)).toContain('Your message is saved.')
    const saved = requests.find(({ path }) => path === '/saved')
    expect(saved).toMatchObject({ Digits: '#', RecordingUrl: expect.stringContaining('/files/') })
    const heard = await page.evaluate(measureSound, saved?.['RecordingUrl'] ?? '')
    expect(heard.secs).toBeGreaterThan(0.5)
    expect(heard.peak).toBeGreaterThan(0.05)
    await expect.poll(() => page.locator('#call-status').textContent()).toBe('Call ended')
    const player = page.locator('.recording audio')
    await player.evaluate((audio: HTMLAudioElement) => audio.play())
    await expect
      .poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime))
      .toBeGreaterThan(0)
    await setup.shoot(page, 'voicemail-390')
  })

  it('ends after silence when the microphone is quiet', async () => {
    const page = await setup.open()
    await page.addInitScript(() => {
      const { getUserMedia } = navigator.mediaDevices
      // The microphone is on for three seconds.
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await getUserMedia.call(navigator.mediaDevices, constraints)
        setTimeout(() => {
          for (const track of stream.getTracks()) track.enabled = false
        }, 3000)
        return stream
      }
    })
    await page.reload()
    await page.getByLabel('URL of the document').fill(`${setup.appUrl}/quiet`)
    await page.getByRole('button', { name: 'Call', exact: true }).click()
    await expect.poll(() => page.locator('.recording audio').count()).toBe(1)
    await expect.poll(() => page.locator('#call-status').textContent()).toBe('Call ended')
    const [recording] = await page.evaluate(async () => {
      const { data } = await (await fetch('/_emulator/calls')).json()
      return data
    })
    expect(recording.timeline.map(({ what }: { what: string }) => what)).toContain('speech')
  })
})
