import type { Plugin } from 'esbuild'
import { bundledLicenses } from '../../tools/bundled-licenses.ts'
import { library } from '../../tools/library.ts'

const webrtc = 'src/live/webrtc/stack.ts'
const command = 'src/cli.ts'

/** Options of a bundle that contains its dependencies. */
const bundle = {
  dts: false,
  clean: false,
  sourcemap: false,
  minify: true,
  platform: 'node',
  // Bundled CommonJS modules load Node's own modules with `require`.
  banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
} as const

/** Keeps media in a separate file, which is loaded with the first offer. */
const mediaApart: Plugin = {
  name: 'media-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/live\/webrtc\/media\.ts$/ }, () => ({
      path: './live/webrtc/media.js',
      external: true,
    }))
  },
}

export default [
  library({ entry: ['src/**/*.ts', '!src/**/*.test.ts', `!${webrtc}`, `!${command}`] }),
  // The WebRTC stack is bundled: one file that is loaded late, instead of 37 packages in every install.
  library({
    ...bundle,
    entry: { 'live/webrtc/stack': webrtc },
    noExternal: [/.*/],
    esbuildPlugins: [bundledLicenses('dist/live/webrtc/stack.licenses.txt')],
  }),
  // The command is bundled too: one file takes 70 MB of memory, its 250 modules take 92 MB.
  library({
    ...bundle,
    entry: { cli: command },
    // Loaded with the first token.
    noExternal: [/^(?!jose$)/],
    esbuildPlugins: [mediaApart, bundledLicenses('dist/cli.licenses.txt')],
  }),
]
