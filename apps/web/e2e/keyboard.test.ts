import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stack, startStack } from '../../../tools/stack.ts'
import { type Browser, startBrowser } from './browser.ts'
import { inspectPage } from './inspect-page.ts'

describe('web app with only a keyboard', () => {
  let stack: Stack
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    stack = await startStack({ isLogged: false, emulatorPort: 0, workerPort: 0, webPort: 0 })
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })

  /** Presses a key until the element with this name has the focus. */
  async function focusOn(name: RegExp, key = 'Tab'): Promise<void> {
    const seen: string[] = []
    for (let step = 0; step < 60; step++) {
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document
        if (element === document.body) return 'nothing'
        const labelIds = element?.getAttribute('aria-labelledby')?.split(' ') ?? []
        const texts = labelIds.map((id) => document.getElementById(id)?.textContent ?? '')
        const label = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : ''
        return [element?.getAttribute('aria-label'), ...texts, label, element?.textContent].join(' ')
      })
      if (name.test(focused)) return
      seen.push(focused.slice(0, 40))
      await page.keyboard.press(key)
    }
    throw new Error(`${name} did not get the focus; visited: ${seen.join(' | ')}`)
  }
  /** Types into a field, which must get the focus when its form appears. */
  const type = async (label: string, text: string) => {
    await page.getByLabel(label).waitFor()
    await expect
      .poll(() => page.getByLabel(label).evaluate((field) => field === document.activeElement))
      .toBe(true)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  const press = async (name: RegExp) => {
    await focusOn(name)
    await page.keyboard.press('Enter')
  }

  it('signs in, creates a room and opens it', async () => {
    page = (await browser.open(stack.url)).page
    await type('Your name', 'Ann')
    await page.getByRole('heading', { level: 1, name: 'Rooms' }).waitFor()
    await press(/New room/)
    await type('Room name', 'By keys')
    await page.getByRole('link', { name: 'By keys' }).waitFor()
    await press(/^\s*By keys/)
    await page.getByRole('heading', { level: 1, name: 'By keys' }).waitFor()
  })

  it('joins a call, sends a chat message and leaves', async () => {
    await press(/^\s*Join\s*$/)
    await page.getByRole('button', { name: 'Join now' }).waitFor()
    await press(/Join now/)
    await page.getByText('You are in the call.').waitFor()
    await press(/^Chat/)
    await focusOn(/\bMessage\b/)
    await page.keyboard.type('Typed')
    await page.keyboard.press('Enter')
    await page.getByRole('log').getByText('Typed').waitFor()
    await page.keyboard.press('Escape')
    const chat = page.getByRole('button', { name: 'Chat' })
    expect(await chat.evaluate((button) => button === document.activeElement)).toBe(true)
    await press(/Leave/)
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor()
  })

  it('renames a room, deletes it and undoes the deletion', async () => {
    await press(/Rename/)
    await type('Room name', 'By keys alone')
    await page.getByRole('heading', { level: 1, name: 'By keys alone' }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await press(/Delete room/)
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    expect(await page.getByRole('link', { name: 'By keys alone' }).count()).toBe(0)
    await page.keyboard.press('F6')
    await press(/^\s*Undo\s*$/)
    await page.getByRole('link', { name: 'By keys alone' }).waitFor()
  })

  it('searches and filters rooms, and opens the menu of a room', async () => {
    await focusOn(/Search rooms/)
    await page.keyboard.type('stand')
    await page.getByText('1 of 4 rooms').waitFor()
    await focusOn(/^\s*All/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await press(/Actions for Daily standup/)
    await page.getByRole('menuitem', { name: 'Delete' }).waitFor()
    await page.keyboard.press('Escape')
    await focusOn(/Actions for Daily standup/)
  })

  it('has accessible lab, error, empty and offline pages', async () => {
    await page.goto(`${stack.url}/lab`)
    await page.getByRole('heading', { level: 1, name: 'Fault lab' }).waitFor()
    await page.getByText('Kofi').waitFor()
    expect(await inspectPage(page, 'lab')).toEqual([])
    await page.goto(`${stack.url}/elsewhere`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await inspectPage(page, 'not-found')).toEqual([])
    await page.goto(`${stack.url}/rooms/0ccc7b54-4df3-4bca-a65a-3da1ecc777f0`)
    await page.getByText(/does not exist/).waitFor()
    expect(await inspectPage(page, 'no-such-room')).toEqual([])
    await page.goto(`${stack.url}/?q=nowhere`)
    await page.getByText(/No room is called/).waitFor()
    expect(await inspectPage(page, 'nothing-found')).toEqual([])
    await page.goto(stack.url)
    await page.getByText('Daily standup').waitFor()
    await browser.context.setOffline(true)
    await page
      .getByRole('status', { name: 'Connection' })
      .getByText(/offline|Cannot reach/)
      .waitFor({ timeout: 40_000 })
    expect(await inspectPage(page, 'offline')).toEqual([])
    await browser.context.setOffline(false)
    await expect
      .poll(() => page.getByRole('status', { name: 'Connection' }).textContent(), { timeout: 40_000 })
      .toBe('')
  })
})
