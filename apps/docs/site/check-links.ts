import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/**
 * Finds links of the built site to pages, files and anchors that it does not have. Links to other sites are
 * not followed.
 */
export function findDeadLinks(dist: string): string[] {
  const files = new Set(globSync('**/*', { cwd: dist }))
  const pages = [...files].filter((file) => file.endsWith('.html'))
  const texts = new Map(pages.map((page) => [page, readFileSync(join(dist, page), 'utf8')]))
  const anchors = new Map(Array.from(texts, ([page, text]) => [page, attributes(text, 'id')]))
  return Array.from(texts, ([page, text]) =>
    Array.from(attributes(text, 'href'), (href) => ({ href, problem: problemOf(page, href) })),
  ).flatMap((links, index) =>
    links.flatMap(({ href, problem }) =>
      problem === undefined ? [] : [`${pages[index]}: ${href} ${problem}`],
    ),
  )

  function problemOf(page: string, href: string): string | undefined {
    const base = new URL(posix.join('/', page), 'http://site')
    const url = URL.parse(href, base)
    if (url === null || url.origin !== base.origin) return undefined
    const path = decodeURIComponent(url.pathname).slice(1)
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path
    if (!files.has(file)) return 'does not exist'
    const anchor = decodeURIComponent(url.hash.slice(1))
    // The playground reads a program from the hash, which is no anchor.
    const isAnchor = anchor !== '' && anchor !== '_top' && !anchor.includes('=')
    if (!isAnchor || !file.endsWith('.html')) return undefined
    return anchors.get(file)?.has(anchor) ? undefined : 'has no such anchor'
  }
}

/** Returns the values of an attribute in a text of HTML. */
function attributes(text: string, name: 'href' | 'id'): Set<string> {
  const matches = text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))
  return new Set(Array.from(matches, ([, value = '']) => value.replaceAll('&amp;', '&')))
}
