/** Builds the site with the playground into `dist`, and fails if a link leads nowhere. */
import { cpSync } from 'node:fs'
import { build } from 'astro'
import { readManifest } from '../../../tools/manifest.ts'
import { writeAgentFiles } from './agents.ts'
import { findDeadLinks } from './check-links.ts'
import { pages, siteRoot, workspace, writeGeneratedPages } from './generate.ts'

const dist = `${siteRoot}dist`

await writeGeneratedPages()
await build({ root: siteRoot, logLevel: 'warn' })
cpSync(`${workspace}/apps/playground/dist`, `${dist}/playground`, { recursive: true })
writeAgentFiles(workspace, pages, dist, readManifest(workspace).homepage ?? '')
const deadLinks = findDeadLinks(dist)
for (const link of deadLinks) console.error(link)
process.exitCode = deadLinks.length === 0 ? 0 : 1
