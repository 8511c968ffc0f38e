import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Returns the path of a Chromium, and installs Debian's package if there is no Chromium and apt-get can be
 * used.
 * Otherwise ends the process with instructions, so that browser tests are never skipped silently.
 */
export function requireChromium(): string {
  const configured = process.env['CHROMIUM_PATH']
  if (configured !== undefined && !existsSync(configured)) {
    fail(`CHROMIUM_PATH=${configured} does not exist.`)
  }
  const found = configured ?? candidates.find((path) => existsSync(path)) ?? installDebianPackage()
  if (found !== undefined) return found
  return fail(
    'The browser tests need Chromium, which was not found. Install it (Debian: apt-get install chromium; ' +
      'elsewhere: npx playwright install chromium), or set CHROMIUM_PATH to its path.',
  )
}

function installDebianPackage(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined
  console.log('Installing Chromium from Debian …')
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
  return candidates.find((path) => existsSync(path))
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
