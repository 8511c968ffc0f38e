import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'

export default defineConfig({
  site: 'https://greenroom.example',
  // Images are optimized before they are committed, so the build needs no native image library.
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: 'Greenroom',
      description: 'TypeScript software for apps that use Telnyx Video and TeXML.',
      favicon: '/favicon.svg',
      customCss: ['./src/styles/site.css'],
      sidebar: [{ label: 'Start', items: [{ label: 'Overview', link: '/' }] }],
    }),
  ],
})
