import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stack, startStack } from '../../../tools/stack.ts'
import { type Browser, startBrowser } from './browser.ts'
import { inspectPage } from './inspect-page.ts'

describe('call with two participants, from sign-in to composition', () => {
  let stack: Stack
  let annsBrowser: Browser
  let bensBrowser: Browser
  let ann: Page
  let ben: Page
  const errors: string[][] = []

  beforeAll(async () => {
    stack = await startStack({
      isLogged: false,
      emulatorPort: 0,
      workerPort: 0,
      webPort: 0,
      tokenTtlSecs: 60,
    })
    annsBrowser = await startBrowser()
    bensBrowser = await startBrowser()
  })
  afterAll(async () => {
    await annsBrowser?.close()
    await bensBrowser?.close()
    await stack?.stop()
  })

  const control = (path: string, body: object) =>
    fetch(`${stack.emulatorUrl}/_emulator${path}`, { method: 'POST', body: JSON.stringify(body) })
  const join = async (page: Page, button = 'Join') => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('button', { name: 'Join now' }).click()
    await page.getByText('You are in the call.').waitFor()
  }
  const tileOf = (page: Page, name: string) =>
    page.getByRole('list', { name: 'In the call' }).getByRole('listitem').filter({ hasText: name })
  const hostAction = async (name: string, action: string) => {
    await tileOf(ann, name)
      .getByRole('button', { name: `Host actions for ${name}` })
      .click()
    await ann.getByRole('menuitem', { name: action, exact: true }).click()
  }

  it('joins two users to a recorded room that one of them created', async () => {
    const first = await annsBrowser.open(stack.url)
    errors.push(first.errors)
    ann = first.page
    expect(await inspectPage(ann, 'sign-in')).toEqual([])
    await ann.getByLabel('Your name').fill('Ann')
    await ann.getByRole('button', { name: 'Sign in' }).click()
    await ann.getByRole('button', { name: 'New room' }).click()
    await ann.getByLabel('Room name').fill('Story time')
    await ann.getByText('Record', { exact: true }).click()
    expect(await inspectPage(ann, 'new-room')).toEqual([])
    await ann.getByRole('button', { name: 'Create room' }).click()
    await ann.getByRole('link', { name: 'Story time' }).waitFor()
    expect(await inspectPage(ann, 'rooms')).toEqual([])
    await ann.getByRole('link', { name: 'Story time' }).click()
    await ann.getByRole('button', { name: 'Join', exact: true }).click()
    await ann.getByLabel('Your camera preview').waitFor()
    expect(await inspectPage(ann, 'lobby')).toEqual([])
    await ann.getByRole('button', { name: 'Join now' }).click()
    await ann.getByText('You are in the call.').waitFor()

    const second = await bensBrowser.enter(ann.url(), 'Ben')
    errors.push(second.errors)
    ben = second.page
    await join(ben)
  })

  it('shows each participant the verified other one, and delivers chat messages', async () => {
    for (const [page, other] of [
      [ann, 'Ben'],
      [ben, 'Ann'],
    ] as const) {
      const tile = tileOf(page, other)
      await tile.getByText('verified').waitFor()
      await expect
        .poll(() => tile.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth), {
          timeout: 20_000,
        })
        .toBeGreaterThan(0)
    }
    await ann.getByRole('button', { name: 'Chat' }).click()
    await ben.getByRole('button', { name: 'Chat' }).click()
    await ann.getByRole('textbox', { name: 'Message' }).fill('Good morning')
    await ann.keyboard.press('Enter')
    await ben.getByRole('log').getByText('Good morning').waitFor()
    await ann.getByText('Minted').waitFor()
    expect(await inspectPage(ann, 'call')).toEqual([])
  })

  it('shows a shared screen enlarged until sharing stops', async () => {
    await ann.getByRole('button', { name: 'Share screen' }).click()
    const screen = ben.getByLabel('Screen of Ann')
    await screen.waitFor()
    await expect
      .poll(() => screen.evaluate((video: HTMLVideoElement) => video.videoWidth), { timeout: 20_000 })
      .toBeGreaterThan(0)
    const face = await tileOf(ben, 'Ann').getByLabel('Video of Ann', { exact: true }).boundingBox()
    const shown = await screen.boundingBox()
    expect(shown?.width).toBeGreaterThan(2 * (face?.width ?? 0))
    expect(await inspectPage(ben, 'screen-share')).toEqual([])
    await ann.getByRole('button', { name: 'Share screen' }).click()
    await screen.waitFor({ state: 'detached' })
  })

  it('removes the video of an unplugged camera, and restores it when the camera is switched on', async () => {
    const picture = tileOf(ben, 'Ann').locator('video')
    await picture.waitFor()
    const own = tileOf(ann, 'Ann').locator('video')
    await own.evaluate((video: HTMLVideoElement) => {
      const [track] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : []
      // Do what a browser does to a track when its device is unplugged. A test cannot unplug the device.
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    })
    await ann.getByText('The camera was unplugged.').waitFor()
    await picture.waitFor({ state: 'detached' })
    await ann.getByRole('button', { name: 'Camera' }).click()
    await picture.waitFor()
    await ann.getByText('The camera was unplugged.').waitFor({ state: 'detached' })
  })

  it('mutes, unmutes and removes a participant, who then rejoins', async () => {
    await hostAction('Ben', 'Mute')
    await tileOf(ann, 'Ben').getByText('muted by a host').waitFor()
    await hostAction('Ben', 'Unmute')
    await tileOf(ann, 'Ben').getByText('muted by a host').waitFor({ state: 'detached' })
    await hostAction('Ben', 'Remove')
    await ben.getByText('A host removed you from the call').waitFor()
    await tileOf(ann, 'Ben').waitFor({ state: 'detached' })
    await join(ben, 'Rejoin')
    await tileOf(ann, 'Ben').waitFor()
  })

  it('ends the call for both participants and shows the reason', async () => {
    await ann.getByRole('button', { name: 'End for all' }).click()
    await ann.getByRole('button', { name: 'End the call' }).click()
    for (const page of [ann, ben]) await page.getByText('A host ended the call').waitFor()
    await ann.getByText('Past').first().waitFor()
  })

  it('plays a recording, composes recordings, and plays the composition', async () => {
    await control('/clock', { advance_secs: 30 })
    await ann.getByRole('button', { name: 'Play the video of Ben' }).first().click()
    await expectToPlay(ann.getByLabel('Ben, video').first())

    await ann.getByRole('button', { name: 'New composition' }).click()
    await ann.getByRole('button', { name: 'Layout' }).click()
    await ann.getByRole('option', { name: 'Picture in picture' }).click()
    const inset = ann.getByRole('button', { name: /Region inset/ })
    await inset.focus()
    await ann.keyboard.press('ArrowLeft')
    expect(await inset.getAttribute('aria-label')).toMatch(/320 by 180 at 912, 508/)
    expect(await inspectPage(ann, 'layout-editor')).toEqual([])
    await ann.getByRole('button', { name: 'Compose', exact: true }).click()
    await ann.getByRole('progressbar', { name: 'Progress' }).waitFor()
    await control('/clock', { advance_secs: 30 })
    await ann.getByRole('button', { name: /^Play Composition/ }).click()
    await expectToPlay(ann.getByLabel(/^Composition of/).last())
    expect(await inspectPage(ann, 'room')).toEqual([])
  })

  it('signs out every tab and ends the call when one tab signs out', async () => {
    const { page: other } = await annsBrowser.open(ann.url())
    await join(other)
    await tileOf(other, 'Ann').waitFor()
    expect(await presentContexts()).toHaveLength(1)
    await ann.getByRole('button', { name: 'Sign out' }).click()
    await ann.getByLabel('Your name').waitFor()
    await other.getByLabel('Your name').waitFor()
    await expect.poll(() => other.evaluate(() => document.querySelectorAll('video, audio').length)).toBe(0)
    await expect.poll(presentContexts).toEqual([])
    expect(errors.flat()).toEqual([])
  })

  /** Returns the signed contexts of all present participants. The seed's participants have none. */
  async function presentContexts(): Promise<string[]> {
    const response = await fetch(`${stack.emulatorUrl}/v2/room_participants`, {
      headers: { authorization: 'Bearer KEY_test' },
    })
    const { data } = (await response.json()) as {
      readonly data: readonly { readonly context: string | null; readonly left_at?: string | null }[]
    }
    return data
      .filter(({ left_at: leftAt, context }) => !leftAt && context?.startsWith('eyJ'))
      .map(({ context }) => context ?? '')
  }
})

async function expectToPlay(media: ReturnType<Page['getByLabel']>): Promise<void> {
  await expect
    .poll(() => media.evaluate((element: HTMLMediaElement) => element.readyState), { timeout: 20_000 })
    .toBeGreaterThanOrEqual(1)
  expect(await media.evaluate((element: HTMLMediaElement) => element.duration)).toBeGreaterThan(0)
}
