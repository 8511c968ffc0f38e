import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Finds a Chromium to test with, or installs Debian's where that is possible. Ends the process with the
 * way to get one where it is not: the browser's tests are never left out in silence.
 */
export function requireChromium(): string {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && !existsSync(given)) fail(`CHROMIUM_PATH=${given} does not exist.`)
  const found = given ?? places.find((place) => existsSync(place)) ?? installDebianPackage()
  if (found !== undefined) return found
  return fail(
    'The browser tests need Chromium, and none was found. Install it (Debian: apt-get install chromium; ' +
      'elsewhere: npx playwright install chromium) and name it, if need be, by CHROMIUM_PATH.',
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
  return places.find((place) => existsSync(place))
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
