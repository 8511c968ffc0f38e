import { existsSync, globSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { launch } from '@greenroom/testing/browser'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SiteServer, serveSite } from '../site/serve.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const sizes = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
]
const themes = ['light', 'dark'] as const

/** Paths of the pages, without the playground, which other tests cover. */
const paths = globSync('**/index.html', { cwd: dist })
  .map((file) => `/${file.slice(0, -'index.html'.length)}`)
  .filter((path) => !path.startsWith('/playground/'))
  .sort()

/** Pages of a folder, the longest first. */
const longestOf = (folder: string) => {
  const bytes = (path: string) => statSync(`${dist}${path}index.html`).size
  return paths
    .filter((path) => path.startsWith(folder) && path !== folder)
    .sort((a, b) => bytes(b) - bytes(a))
}

/** The generated pages that axe checks: it takes seconds for a long one, and they share their components. */
const samples = new Set([...longestOf('/reference/').slice(0, 10), ...longestOf('/measurements/').slice(-1)])

let browser: Browser
let server: SiteServer

beforeAll(async () => {
  if (!existsSync(`${dist}/index.html`)) throw new Error('The site is not built: run `turbo run site`')
  ;[browser, server] = await Promise.all([launch(), serveSite(0, { isBuilt: true })])
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

describe('the site', () => {
  it('finds pages about a refresh token', async () => {
    const page = await browser.newPage()
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByPlaceholder('Search').fill('refresh token')
    const results = page.locator('.pagefind-ui__result-title, .pf-result-title')
    // Results arrive one by one.
    await expect
      .poll(() => results.allTextContents(), { timeout: 30_000 })
      .toContainEqual(expect.stringMatching(/token|gateway/i))
    await page.close()
  })

  it('transfers at most 150 kB for the first page, and nothing from other hosts', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    let bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).origin))
    await session.send('Network.enable')
    await page.goto(server.url, { waitUntil: 'networkidle' })
    expect([...hosts]).toEqual([new URL(server.url).origin])
    expect(bytes).toBeGreaterThan(5_000)
    expect(bytes).toBeLessThanOrEqual(150_000)
    await context.close()
  })

  it('fits the width of a phone and of a desktop, and passes axe, on every page in one of the themes', async () => {
    expect(paths.length).toBeGreaterThan(50)
    // The longest first, so that both tabs end at about the same time.
    const queue = [...samples, ...paths.filter((path) => !samples.has(path))]
    const problems: string[] = []
    const inspectPages = async () => {
      const page = await browser.newPage()
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
        await page.goto(new URL(path, server.url).href)
        problems.push(...(await inspect(page, path)))
      }
      await page.close()
    }
    await Promise.all([inspectPages(), inspectPages()])
    expect(problems).toEqual([])
  })
})

/**
 * Returns the problems of a page in one of the themes: content that is wider than the screen, and violations
 * that axe finds. axe takes a second for a page, and the pages share their components.
 */
async function inspect(page: Page, path: string): Promise<string[]> {
  const problems: string[] = []
  const isSample = !/^\/(?:reference|measurements)\/./.test(path) || samples.has(path)
  const theme = themes[paths.indexOf(path) % themes.length] as string
  await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
  for (const size of sizes) {
    await page.setViewportSize(size)
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (excess > 0) problems.push(`${path} is ${excess} px too wide at ${size.width} px, ${theme}`)
  }
  if (!isSample) return problems
  // The site's script makes wide code blocks focusable a moment after the size has changed.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('pre')].every(
      (pre) => pre.scrollWidth <= pre.clientWidth || pre.tabIndex >= 0,
    ),
  )
  await page.addScriptTag({ path: axePath })
  for (const { id, target } of await violations(page)) problems.push(`${path} ${theme}: ${id} ${target}`)
  return problems
}

function violations(page: Page): Promise<{ id: string; target: string }[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') }
    const { violations } = await axe.run({ resultTypes: ['violations'], preload: false })
    return violations.map(({ id, nodes }) => ({ id, target: String(nodes[0]?.target) }))
  })
}
