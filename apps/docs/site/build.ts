/** Builds the site into `dist`. */
import { fileURLToPath } from 'node:url'
import { build } from 'astro'

await build({ root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'warn' })
