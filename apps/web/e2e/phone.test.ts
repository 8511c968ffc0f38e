import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stack, startStack } from '../../../tools/stack.ts'
import { type Browser, startBrowser } from './browser.ts'
import { inspectPage } from './inspect-page.ts'

/**
 * Behaves as a phone that blocks sound until the end of a tap, and that has one camera at a time in two
 * directions. Chromium's fake devices do neither.
 */
function actAsPhone() {
  const { play } = HTMLMediaElement.prototype
  let isTapped = false
  HTMLMediaElement.prototype.play = function playAfterTap() {
    if (!(this instanceof HTMLAudioElement) || isTapped) return play.call(this)
    this.autoplay = false
    return Promise.reject(new DOMException('no gesture', 'NotAllowedError'))
  }
  const allowSound = () => {
    const buttons = [...document.querySelectorAll('button')]
    // The taps before the call must not count, as on a slow network.
    isTapped = buttons.some(({ textContent }) => textContent === 'Tap for sound')
  }
  addEventListener('touchend', allowSound, { capture: true })
  let openCameras = 0
  const devices = navigator.mediaDevices
  const getUserMedia = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    const { video } = constraints ?? {}
    if (!video) return getUserMedia(constraints)
    if (openCameras > 0) throw new DOMException('Could not start video source', 'NotReadableError')
    const stream = await getUserMedia({ video: true })
    const [track] = stream.getVideoTracks()
    if (!track) return stream
    openCameras += 1
    const facingMode =
      typeof video === 'object' && video.facingMode === 'environment' ? 'environment' : 'user'
    const { stop, getSettings } = track
    return Object.assign(stream, {
      getTracks: () => [
        Object.assign(track, {
          getSettings: () => ({ ...getSettings.call(track), facingMode }),
          stop() {
            if (track.readyState === 'live') openCameras -= 1
            stop.call(track)
          },
        }),
      ],
    })
  }
}

describe('call on a phone', () => {
  let stack: Stack
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    stack = await startStack({ isLogged: false, emulatorPort: 0, workerPort: 0, webPort: 0 })
    browser = await startBrowser([], {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await browser.context.addInitScript(actAsPhone)
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })

  const tap = (name: string) => page.getByRole('button', { name, exact: true }).tap()
  const localVideo = () =>
    page.getByLabel('Video of Ann').evaluate((video: HTMLVideoElement) => ({
      isMirrored: video.style.transform !== '',
      isLive: video.srcObject instanceof MediaStream && video.srcObject.active,
    }))

  it('shows a button while the sound is blocked, which starts the sound', async () => {
    page = (await browser.enter(stack.url, 'Ann')).page
    await tap('New room')
    await page.getByLabel('Room name').fill('On the go')
    await tap('Create room')
    await page.getByRole('link', { name: 'On the go' }).tap()
    await tap('Join')
    await page.getByLabel('Your camera preview').waitFor()
    await page.getByRole('button', { name: 'Join now' }).tap()
    await page.getByText('The browser blocks the sound of the call.').waitFor()
    expect(await inspectPage(page, 'blocked-sound')).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.querySelector('audio')?.paused)).toBe(true)
    await tap('Tap for sound')
    await page.getByText('The browser blocks the sound of the call.').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.querySelector('audio')?.paused)).toBe(false)
  })

  it('switches between the front and the rear camera', async () => {
    await expect.poll(localVideo).toEqual({ isMirrored: true, isLive: true })
    await tap('Switch camera')
    await expect.poll(localVideo).toEqual({ isMirrored: false, isLive: true })
    await tap('Switch camera')
    await expect.poll(localVideo).toEqual({ isMirrored: true, isLive: true })
  })
})
