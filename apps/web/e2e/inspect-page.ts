import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('.screenshots', import.meta.url))
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const appearances = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 900 },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 900 },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844 },
] as const

/**
 * Inspects a page in light mode, in dark mode and at phone width. Saves screenshots to `.screenshots` and
 * resolves to the problems: serious accessibility violations found by axe, and content wider than the screen.
 */
export async function inspectPage(page: Page, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axePath })
  const problems: string[] = []
  for (const appearance of appearances) {
    await page.setViewportSize({ width: appearance.width, height: appearance.height })
    await page.emulateMedia({ colorScheme: appearance.colorScheme, reducedMotion: 'reduce' })
    // Charts are redrawn for the new width in the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: `${folder}/${name}-${appearance.name}.png`, fullPage: true })
    const found = await findProblems(page)
    problems.push(...found.map((problem) => `${name}, ${appearance.name}: ${problem}`))
  }
  const [light] = appearances
  await page.setViewportSize({ width: light.width, height: light.height })
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  return problems
}

async function findProblems(page: Page): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: { run(context: object): Promise<AxeResults> }
    }
    // React Aria's announcer keeps empty elements, which axe reports as images without a name.
    const { violations } = await axe.run({ exclude: [['[data-live-announcer]']] })
    return {
      violations: violations.map(({ id, impact, nodes }) => ({
        id,
        impact,
        where: nodes.map(({ target }) => String(target)).slice(0, 3),
      })),
      isTooWide: document.documentElement.scrollWidth > innerWidth,
    }
  })
  return [
    ...found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, where }) => `${id} at ${where.join(', ')}`),
    ...(found.isTooWide ? ['the page is wider than the screen'] : []),
  ]
}
