import { launch } from '@greenroom/testing/browser'

/**
 * Signs in to a created app in Chromium, creates a room, and joins its call in two windows. Resolves to the
 * errors of both pages.
 */
export async function joinCall(url: string): Promise<string[]> {
  const browser = await launch()
  const errors: string[] = []
  const signIn = async (name: string) => {
    const page = await (await browser.newContext()).newPage()
    page.setDefaultTimeout(120_000)
    page.on('pageerror', (error) => errors.push(`${name}: ${error.message}`))
    await page.goto(url)
    await page.getByLabel('Your name').fill(name)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }
  try {
    const ann = await signIn('Ann')
    await ann.getByLabel('Name of the room').fill('Standup')
    await ann.getByRole('button', { name: 'New room' }).click()
    await ann.getByRole('button', { name: 'Join now' }).waitFor()
    const ben = await signIn('Ben')
    const room = ben.getByRole('listitem').filter({ hasText: 'Standup' })
    await room.waitFor()
    await ann.getByRole('button', { name: 'Join now' }).click()
    await ann.getByText('You are in the call.').waitFor()
    // The list of rooms is not polled: only a live update shows that a call began.
    await room.filter({ hasText: 'in a call' }).getByRole('link').click()
    await ben.getByRole('button', { name: 'Join now' }).click()
    await ann.getByRole('list', { name: 'In the call' }).getByText('Ben').first().waitFor()
    return errors
  } finally {
    await browser.close()
  }
}
