import { fileURLToPath } from 'node:url'
import { unified } from '@astrojs/markdown-remark'
import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import { publicPackages, readManifest, repositoryUrl } from '../../tools/manifest.ts'
import { nameRegions } from './site/name-regions.ts'
import { publicEntries } from './site/public-entries.ts'
import { addRunLinks } from './site/run-links.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const repository = repositoryUrl(root)

/** Returns the pages of the API reference, grouped by package.  */
function referenceItems() {
  const entries = publicEntries(root)
  return publicPackages(root)
    .map(({ manifest: { name } }) => {
      const pages = entries
        .map(({ specifier }) => specifier)
        .filter((specifier) => specifier === name || specifier.startsWith(`${name}/`))
        .map((specifier) => ({
          label: specifier === name ? name : specifier.slice(name.length + 1),
          slug: `reference/${specifier.replace('@greenroom/', '').replaceAll('.', '')}`,
        }))
      return { label: name, collapsed: true, items: pages }
    })
    .filter(({ items }) => items.length > 0)
}

const guides = (...names: readonly string[]) => names.map((name) => `guides/${name}`)

export default defineConfig({
  site: readManifest(root).homepage ?? '',
  // Images are optimized before they are committed, so the build needs no native image library.
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  markdown: { processor: unified({ remarkPlugins: [addRunLinks] }) },
  integrations: [
    starlight({
      title: 'Greenroom',
      description: 'TypeScript software for apps that use Telnyx Video and TeXML.',
      favicon: '/favicon.svg',
      logo: { src: './public/favicon.svg', alt: '' },
      expressiveCode: { plugins: [nameRegions()] },
      customCss: ['./src/styles/site.css'],
      social: [{ icon: 'github', label: 'GitHub', href: repository }],
      editLink: { baseUrl: `${repository}/edit/main/apps/docs/` },
      sidebar: [
        {
          label: 'Start',
          items: [
            'index',
            'tutorials/first-call',
            'tutorials/voice-menu',
            'tutorials/from-the-vendors-client',
            'tutorials/from-the-sample-app',
            { label: 'Playground', link: '/playground/' },
          ],
        },
        { label: 'Video', items: guides('gateway', 'tokens', 'identity', 'moderation', 'live-updates') },
        {
          label: 'React and pages',
          items: guides('react', 'live-rooms', 'ui', 'server-rendering', 'react-native'),
        },
        { label: 'Voice', items: guides('texml', 'voice-apps') },
        { label: 'API client', items: guides('client', 'errors', 'webhooks', 'observability') },
        { label: 'Development', items: guides('development', 'testing', 'emulator', 'command') },
        { label: 'Production', items: guides('production', 'limits', 'guesses') },
        { label: 'API reference', collapsed: true, items: referenceItems() },
        {
          label: 'Measurements',
          collapsed: true,
          items: [
            'faults',
            'join-token',
            'join-token-matrix',
            'live-updates',
            'live-updates-matrix',
            'live-updates-scale',
          ].map((name) => `measurements/${name}`),
        },
      ],
    }),
  ],
})
