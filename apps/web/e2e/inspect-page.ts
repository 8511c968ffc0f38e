import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('.screenshots', import.meta.url))
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const looks = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 900 },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 900 },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844 },
] as const

/**
 * Takes a page's picture in light, dark and at phone width, into `.screenshots`, and resolves to what is wrong with it there: what
 * axe finds serious, and whatever makes it wider than the screen.
 */
export async function inspectPage(page: Page, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axePath })
  const wrong: string[] = []
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: look.height })
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
    // Charts are drawn to measure, in the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: `${folder}/${name}-${look.name}.png`, fullPage: true })
    const problems = await findProblems(page)
    wrong.push(...problems.map((problem) => `${name}, ${look.name}: ${problem}`))
  }
  const [light] = looks
  await page.setViewportSize({ width: light.width, height: light.height })
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  return wrong
}

async function findProblems(page: Page): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: { run(context: object): Promise<AxeResults> }
    }
    // React Aria empties what it has had read out; axe takes what is left for a picture without a name.
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
    ...(found.isTooWide ? ['it is wider than the screen'] : []),
  ]
}
