import { bundledLicenses } from '../../tools/bundled-licenses.ts'
import { library } from '../../tools/library.ts'

const sdk = 'src/mcp/sdk.ts'

export default [
  // The command is not imported, so it needs no types.
  library({ dts: false, entry: ['src/**/*.ts', '!src/**/*.test.ts', `!${sdk}`] }),
  library({
    dts: false,
    clean: false,
    sourcemap: false,
    minify: true,
    platform: 'node',
    entry: { 'mcp/sdk': sdk },
    noExternal: [/.*/],
    esbuildPlugins: [bundledLicenses('dist/mcp/sdk.licenses.txt')],
    // Bundled CommonJS modules load Node's own modules with `require`.
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  }),
]
