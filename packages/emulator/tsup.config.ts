import { bundledLicenses } from '../../tools/bundled-licenses.ts'
import { library } from '../../tools/library.ts'

const webrtc = 'src/live/webrtc/stack.ts'

export default [
  library({ entry: ['src/**/*.ts', '!src/**/*.test.ts', `!${webrtc}`] }),
  // The WebRTC stack is bundled: one file that is loaded late, instead of 37 packages in every install.
  library({
    entry: { 'live/webrtc/stack': webrtc },
    dts: false,
    clean: false,
    sourcemap: false,
    minify: true,
    platform: 'node',
    noExternal: [/.*/],
    esbuildPlugins: [bundledLicenses('dist/live/webrtc/stack.licenses.txt')],
    // What is CommonJS in it asks for Node's own modules by require.
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  }),
]
