import assert from 'node:assert/strict'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { launch } from '@greenroom/testing/browser'
import type { Page } from 'playwright-core'
import type { PageTrial } from './projects.ts'
import { type App, cookie } from './try-gateway.ts'

const timeout = 60_000

/** Opens pages of an app in Chromium. Each must be without messages on the console. */
export async function tryPages(app: App, trials: readonly PageTrial[]): Promise<void> {
  if (trials.length === 0) return
  const browser = await launch()
  try {
    for (const trial of trials) {
      const context = await browser.newContext()
      await context.addCookies([{ ...cookie, url: app.url }])
      const page = await context.newPage()
      const problems = collectProblems(page)
      try {
        await tryPage(page, app, trial)
      } catch (error) {
        const shown = await page
          .locator('body')
          .ariaSnapshot()
          .catch(() => '')
        const text = [`${trial.path}: ${String(error)}`, ...problems, 'The page shows:', shown].join('\n')
        throw new Error(text, { cause: error })
      }
      assert.deepEqual(problems, [], `${trial.path} has problems`)
      await context.close()
    }
  } finally {
    await browser.close()
  }
}

/** Collects errors and warnings of a page, such as those of hydration. */
function collectProblems(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`an error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(`${message.type()}: ${message.text()} (${message.location().url})`)
    }
  })
  return problems
}

async function tryPage(
  page: Page,
  { url, emulator, roomId }: App,
  { path, shows }: PageTrial,
): Promise<void> {
  const response = await page.goto(`${url}${path}`)
  const html = (await response?.text()) ?? ''
  assert.equal(response?.status(), 200)
  if (shows === 'a call') {
    await page.getByRole('button', { name: /join/i }).waitFor({ timeout })
    return
  }
  assert.equal(html.includes('standup'), shows === 'rooms from the server', 'the HTML of the server')
  await page.getByText('Updates: open').waitFor({ timeout })
  const item = page.getByRole('listitem').filter({ hasText: 'standup' })
  await item.filter({ hasText: 'ready to join' }).waitFor({ timeout })
  const people = async () => Number(/(\d+) here/.exec((await item.textContent()) ?? '')?.[1] ?? Number.NaN)
  await item.filter({ hasText: /\d here/ }).waitFor({ timeout })

  // The list of sessions does not poll: only an update makes the page show the new participant.
  const client = createClient({ apiKey: 'KEY_emulator', fetch: emulator.fetch })
  const { token } = await rooms.createJoinToken(client, { room_id: roomId })
  const before = await people()
  const { id } = await emulator.join(roomId, { client_token: token })
  await item.filter({ hasText: `${before + 1} here` }).waitFor({ timeout })
  await emulator.leave(id)
  await item.filter({ hasText: `${before} here` }).waitFor({ timeout })
}
