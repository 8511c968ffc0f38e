import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { launch } from '@greenroom/testing/browser'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { programHash } from '../src/link/program-link.ts'
import { type StaticServer, serveFolder } from './static-server.ts'

const folder = fileURLToPath(new URL('../dist', import.meta.url))
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let server: StaticServer
let browser: Browser
let page: Page
const errors: string[] = []

beforeAll(async () => {
  if (!existsSync(folder)) throw new Error('Build the playground first: turbo run build.')
  server = await serveFolder(folder)
  browser = await launch()
  page = await open('')
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function open(hash: string): Promise<Page> {
  const opened = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  opened.setDefaultTimeout(30_000)
  opened.on('pageerror', ({ message }) => errors.push(message))
  opened.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await opened.goto(server.url + hash)
  return opened
}

const status = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text })
const output = async () => (await page.getByRole('log').textContent()) ?? ''

async function choose(title: string) {
  await page.getByRole('button', { name: 'Example' }).click()
  await page.getByRole('option', { name: title }).click()
}

async function run() {
  await page.getByRole('button', { name: 'Run' }).click()
  await status(/Finished in|failed/).waitFor()
}

async function write(code: string) {
  const editor = page.getByRole('textbox', { name: 'Program' })
  await editor.click()
  await page.keyboard.press('ControlOrMeta+A')
  // As a paste: the editor completes brackets that are typed.
  await page.keyboard.insertText(code)
}

describe('the playground', () => {
  it('loads the editor and its types after the page, and finds no type errors', async () => {
    await page.getByText('No type errors').waitFor()
    const html = await (await fetch(server.url)).text()
    expect(html).not.toMatch(/code-editor|types-worker/)
  })

  it('runs an example, and shows its emulator in the inspector', async () => {
    await run()
    expect(await output()).toContain('Created standup for 4')
    await page.getByRole('tab', { name: 'Inspector' }).click()
    const inspector = page.frameLocator('iframe[title=Inspector]')
    await inspector.getByRole('heading', { name: 'standup' }).waitFor()
    await inspector.getByRole('textbox', { name: 'Name' }).fill('Ada')
    await inspector.getByRole('button', { name: 'Add participant' }).click()
    await inspector.getByText('Ada joined.').waitFor()
  })

  it('empties the emulator and the console with a reset', async () => {
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.frameLocator('iframe[title=Inspector]').getByText('No rooms yet').waitFor()
    await page.getByRole('tab', { name: 'Console' }).click()
    expect(await output()).toContain('Press Run.')
  })

  it('marks a type error', async () => {
    await write("import { createClient } from '@greenroom/core'\ncreateClient({ apiKey: 1 })\n")
    await page.getByText('1 type error').waitFor()
    await page.locator('.cm-lintRange-error').hover()
    await page.getByText("Type 'number' is not assignable to type 'string'").waitFor()
  })

  it('reports an error with a link to its line', async () => {
    await write("console.log('before')\n\nthrow new RangeError('too far')\n")
    await run()
    expect(await output()).toMatch(/before[\s\S]*RangeError: too far/)
    await page.getByRole('button', { name: 'program.ts:3' }).first().click()
    const selected = await page.evaluate(() => getSelection()?.toString())
    expect(selected).toBe("throw new RangeError('too far')")
  })

  it('keeps programs away from the network, from storage and from other pages', async () => {
    await write(`const names = ['XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts', 'Worker', 'indexedDB',
  'caches', 'BroadcastChannel', 'postMessage', 'close', 'onmessage', 'name', 'location']
console.log('left:', names.filter((name) => name in globalThis), Object.keys(navigator))
for (const url of ['${server.url}', 'https://example.com'])
  await fetch(url.replace('127.0.0.1', 'localhost.example.com')).catch((error) => console.log(error.message))
await import(String('${server.url}favicon.svg')).catch((error) => console.log(error.message))
`)
    await run()
    const text = await output()
    expect(text).toContain("left: [] [ 'userAgent', 'language', 'onLine' ]")
    expect(text.match(/The playground has no network/g)).toHaveLength(2)
    expect(text).toContain('The playground has no module')
  })

  it('prohibits connections of the worker also by its content security policy', async () => {
    const message = await page.evaluate(async () => {
      const frame = document.querySelector<HTMLIFrameElement>('iframe[title=Program]')
      const scope = frame?.contentWindow as Window & typeof globalThis
      const script = `fetch('${location.origin}').then(() => 'reached', (e) => e.message).then((m) => postMessage(m))`
      const worker = new scope.Worker(scope.URL.createObjectURL(new scope.Blob([script])))
      return new Promise((resolve) => worker.addEventListener('message', ({ data }) => resolve(data)))
    })
    expect(message).toMatch(/Failed to fetch|Refused to connect/)
    // The browser reports what the policy prohibits as an error of the page.
    errors.length = 0
  })

  it('stops an endless loop', async () => {
    await write("console.log('loops')\nfor (;;) {}\n")
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('alert').filter({ hasText: 'does not respond' }).waitFor()
    await page.getByRole('button', { name: 'Stop it' }).click()
    await status('Stopped.').waitFor()
    expect(await output()).toMatch(/loops\s*The program was stopped\./)
  })

  it('phones a voice app, also by hand', async () => {
    await choose('Voice menu on the phone')
    await run()
    expect(await output()).toContain('Heard: We close at five.')
    await page.getByRole('tab', { name: 'Phone' }).click()
    const phone = page.frameLocator('iframe[title=Phone]')
    await phone.getByRole('button', { name: 'Call', exact: true }).click()
    const transcript = phone.locator('#transcript')
    await transcript.getByText('Press 1 for the morning').waitFor()
    await phone.getByRole('button', { name: '1', exact: true }).click()
    await transcript.getByText('We open at nine.').waitFor()
    await page.getByRole('tab', { name: 'Console' }).click()
  })

  it('restores a shared program, and runs it only when Run is pressed', async () => {
    await write("console.log('shared')\n")
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByText(/The link (was copied|is in the address bar)\./).waitFor()
    const shared = await open(new URL(page.url()).hash)
    await shared.getByText('This program came with the link.').waitFor()
    await shared.locator('.cm-content').getByText("console.log('shared')").waitFor()
    expect(await shared.getByRole('log').textContent()).toContain('Press Run.')
    await shared.getByRole('button', { name: 'Run' }).click()
    await shared.getByRole('log').getByText('shared').waitFor()
    await shared.close()
  })

  it('keeps a changed program over a reload, until a reset restores the example', async () => {
    await choose('Join tokens')
    await write("console.log('changed')\n")
    await page.reload()
    await page.getByText('Your changes were kept.').waitFor()
    await page.locator('.cm-content').getByText("console.log('changed')").waitFor()
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.locator('.cm-content').getByText('// A join token that is replaced').waitFor()
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  })

  it('survives links that are hostile', async () => {
    const markup = await programHash('</textarea><img src=x onerror="document.title=1">')
    for (const [hash, text] of [
      ['#code=AAAA', 'The link has no program that can be read.'],
      [markup, 'This program came with the link.'],
      ['#example=constructor', 'The link has no program that can be read.'],
    ] as const) {
      await page.evaluate((next) => {
        location.hash = next
      }, hash)
      await page.getByText(text).waitFor()
    }
    await page.locator('.cm-content').getByText('<img src=x').waitFor()
    expect(await page.title()).toBe('Greenroom playground')
  })

  it('is accessible and fits the screen, in light and dark, and on a phone', async () => {
    await choose('Faults and retries')
    await run()
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [390, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      expect(await findProblems(), `${width} ${colorScheme}`).toEqual([])
    }
    await page.getByRole('tab', { name: 'Code' }).click()
    await page.locator('.cm-content').getByText('// Faults').waitFor()
    expect(await findProblems()).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('runs without the network after the first visit', async () => {
    await page.evaluate(async () => navigator.serviceWorker.ready)
    await server.close()
    await page.reload()
    await page.getByText('No type errors').waitFor()
    for (const [title, text] of [
      ['Gateway that mints tokens', 'ada joined standup'],
      ['TeXML documents and linter', 'Did you mean <Hangup>?'],
      ['Live updates', 'video.room.session.ended'],
    ] as const) {
      await choose(title)
      await run()
      expect(await output()).toContain(text)
    }
  })

  it('causes no errors in the page', () => {
    expect(errors).toEqual([])
  })
})

/** Returns serious problems that axe finds, and whether the page is wider than the screen. */
async function findProblems(): Promise<string[]> {
  const { readFile } = await import('node:fs/promises')
  // The policy of the page prohibits foreign scripts, but not those of the developer tools.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(axePath, 'utf8'))
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: { run(context: object, options: object): Promise<AxeResults> }
    }
    const { violations } = await axe.run(
      { exclude: [['[data-live-announcer]'], ['iframe']] },
      { iframes: false },
    )
    const found = violations.map(
      ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => String(target)).join(', ')}`,
    )
    return document.documentElement.scrollWidth > innerWidth ? [...found, 'wider than the screen'] : found
  })
}
