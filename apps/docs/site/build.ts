/** Builds the site into `dist`, and fails if a link leads nowhere. */
import { build } from 'astro'
import { findDeadLinks } from './check-links.ts'
import { siteRoot, writeGeneratedPages } from './generate.ts'

await writeGeneratedPages()
await build({ root: siteRoot, logLevel: 'warn' })
const deadLinks = findDeadLinks(`${siteRoot}dist`)
for (const link of deadLinks) console.error(link)
process.exitCode = deadLinks.length === 0 ? 0 : 1
