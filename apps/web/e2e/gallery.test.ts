import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { preview } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, startBrowser } from './browser.ts'

const folder = fileURLToPath(new URL('.screenshots/gallery', import.meta.url))
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** How each state is shown. Together they cover both themes, directions and languages, and large text. */
const views = [
  { name: 'light', width: 1280, height: 800, search: '&theme=light' },
  { name: 'dark-rtl-german-phone', width: 390, height: 844, search: '&theme=dark&dir=rtl&lang=de' },
  { name: 'landscape', width: 844, height: 390, search: '&theme=light' },
  { name: 'large-text', width: 1280, height: 800, search: '&theme=dark&text=200' },
] as const

/** Rules that pages have in no layer: a reset, a template's buttons, and what Tailwind 3 has. */
const pageRules = `
  *, ::before, ::after { box-sizing: content-box; margin: 0; border-width: 0; padding: 0; }
  button { all: unset; border-radius: 8px; padding: 0.6em 1.2em; background-color: #1a1a1a; font-weight: 500; }
  input { border: 3px solid; padding: 2px; }
  svg, video { width: 100%; max-width: 100%; height: auto; vertical-align: middle; }
  p, ul, h2, figure { margin: 0 0 1rem; font: 2rem serif; }
  main { letter-spacing: 3px; text-align: center; text-transform: uppercase; }
`

const parts = [
  'Call',
  'Panels and menus',
  'End of a call',
  'Lobby',
  'Tile grid',
  'Tile',
  'Control bar',
  'Device menu',
  'Chat',
  'Participant list',
  'Connection status',
  'Theming',
]

describe('gallery', () => {
  let close: () => Promise<unknown>
  let browser: Browser
  let page: Page
  let errors: string[]
  beforeAll(async () => {
    const root = fileURLToPath(new URL('..', import.meta.url))
    // The production build: its tools change style sheets.
    const server = await preview({ root, logLevel: 'warn', preview: { port: 0, strictPort: false } })
    close = () => server.close()
    browser = await startBrowser()
    const opened = await browser.open(`${server.resolvedUrls?.local[0]}gallery`)
    page = opened.page
    errors = opened.errors
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.addScriptTag({ path: axePath })
    await mkdir(folder, { recursive: true })
  })
  afterAll(async () => {
    await browser?.close()
    await close?.()
  })

  it('lists the parts that are tested here', async () => {
    const headings = page.getByRole('navigation', { name: 'States' }).getByRole('heading')
    expect(await headings.allTextContents()).toEqual(parts)
  })

  // The parts with many videos take long on a loaded machine.
  it.each(parts)('shows %s in every state and view', { timeout: 300_000 }, async (part) => {
    await show(page, '/gallery')
    const links = page.getByRole('region', { name: part, exact: true }).getByRole('link')
    const states = await links.evaluateAll((found) =>
      found.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('state') ?? ''),
    )
    expect(states).not.toEqual([])
    const problems: string[] = []
    for (const state of states) {
      for (const view of views) {
        await page.setViewportSize(view)
        await show(page, `/gallery?state=${state}&bare=true${view.search}`)
        await page.screenshot({ path: `${folder}/${state}-${view.name}.png` })
        const found = [...(await findOverflows(page)), ...(await findViolations(page, view.name))]
        problems.push(...found.map((problem) => `${state}, ${view.name}: ${problem}`))
      }
    }
    expect(problems).toEqual([])
    expect(errors).toEqual([])
  })

  it('applies the theme in the production build', async () => {
    const backgroundOf = async (theme: string) => {
      await show(page, `/gallery?state=call-1&bare=true&theme=${theme}`)
      return page.locator('.gr-call').evaluate((call) => getComputedStyle(call).backgroundColor)
    }
    expect(await backgroundOf('light')).toBe('rgb(255, 255, 255)')
    expect(await backgroundOf('dark')).toBe('rgb(22, 27, 24)')
  })

  it.each(['call-5', 'call-chat', 'lobby-name'])(
    'looks the same in a page with its own rules: %s',
    async (state) => {
      await page.setViewportSize({ width: 1280, height: 800 })
      await show(page, `/gallery?state=${state}&bare=true&theme=light`)
      const before = await readLooks(page)
      const rules = await page.addStyleTag({ content: pageRules })
      expect(before.length).toBeGreaterThan(20)
      expect(await readLooks(page)).toEqual(before)
      await rules.evaluate((element: Element) => element.remove())
    },
  )

  it('lets a rule with a class change how it looks', async () => {
    await show(page, '/gallery?state=call-5&bare=true&theme=light')
    const leave = page.locator('.gr-leave')
    const rules = await page.addStyleTag({ content: '.gr-leave { border-radius: 1px; }' })
    expect(await leave.evaluate((button) => getComputedStyle(button).borderRadius)).toBe('1px')
    await rules.evaluate((element: Element) => element.remove())
  })
})

/** Goes to a view without loading the page again, and waits until its state is reached. */
async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((next) => {
    history.pushState(null, '', next)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.locator(`#specimen[data-view="${path}"][data-reached]`).waitFor({ timeout: 40_000 })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** Returns what axe finds. Two views are enough: the other two differ only in size. */
async function findViolations(page: Page, view: string): Promise<string[]> {
  if (view === 'landscape' || view === 'large-text') return []
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: { run(context: object): Promise<AxeResults> }
    }
    // React Aria's announcer keeps empty elements, which axe reports as images without a name.
    const { violations } = await axe.run({ exclude: [['[data-live-announcer]']] })
    return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).slice(0, 3)}`)
  })
}

/** Returns the places and the styles of what a call consists of. */
async function readLooks(page: Page): Promise<readonly string[]> {
  return page.locator('#specimen [class*="gr-"]').evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      const { backgroundColor, color, font, letterSpacing, textAlign, textTransform } = style
      const place = [x, y, width, height].map(Math.round)
      const { borderRadius, borderWidth, margin, padding } = style
      const box = [borderRadius, borderWidth, margin, padding]
      return [
        element.className,
        place,
        backgroundColor,
        color,
        font,
        letterSpacing,
        textAlign,
        textTransform,
        box,
      ].join(' | ')
    }),
  )
}

/** Returns what is wider than the screen, or than the element around it. */
async function findOverflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // These shorten texts on purpose.
    const mayOverflow = '.gr-truncated, .gr-sr-only, .gr-select-value, .gr-tile-alert, input, video'
    const cut = [...document.querySelectorAll('#specimen *, .gr-popover *, .gr-sheet *')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
      .filter((element) => getComputedStyle(element).overflowX !== 'visible')
      .filter((element) => !element.closest(mayOverflow))
      .map((element) => `the content of .${element.className} is cut off`)
    const isTooWide = document.documentElement.scrollWidth > innerWidth
    return [...cut, ...(isTooWide ? ['the page is wider than the screen'] : [])]
  })
}
