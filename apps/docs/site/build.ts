/** Builds the site into `dist`, and fails if a link leads nowhere. */
import { build } from 'astro'
import { readManifest } from '../../../tools/manifest.ts'
import { writeAgentFiles } from './agents.ts'
import { findDeadLinks } from './check-links.ts'
import { pages, siteRoot, workspace, writeGeneratedPages } from './generate.ts'

const dist = `${siteRoot}dist`

await writeGeneratedPages()
await build({ root: siteRoot, logLevel: 'warn' })
writeAgentFiles(workspace, pages, dist, readManifest(workspace).homepage ?? '')
const deadLinks = findDeadLinks(dist)
for (const link of deadLinks) console.error(link)
process.exitCode = deadLinks.length === 0 ? 0 : 1
