// Compiles the bundle with Hermes, as release builds for phones do.
const { execFileSync } = require('node:child_process')
const { dirname, join } = require('node:path')

const folder = { darwin: 'osx-bin', linux: 'linux64-bin', win32: 'win64-bin' }[process.platform]
const compiler = join(dirname(require.resolve('hermes-compiler')), 'hermesc', folder, 'hermesc')
execFileSync(compiler, ['-O', '-emit-binary', '-out', 'dist/index.hbc', 'dist/index.bundle.js'], {
  stdio: 'inherit',
})
