import { run } from './run.ts'

/**
 * The long tests, at full size; `npm test` runs a selection of each. They cover 20 fresh runs of a live room
 * in Chromium, a call through 10 token refreshes and through a minute offline or frozen, the matrix of
 * join-token faults with up to 10 tabs, a fleet of a million clients beside 10,000 real sources, 100,000
 * random requests to the gateway, and 5,000 malformed messages to the emulator.
 */
process.env['LIVE_RUNS'] ??= '20'
process.env['LIVE_REFRESHES'] ??= '10'
process.env['LIVE_AWAY_SECS'] ??= '60'
process.env['MATRIX_TABS'] ??= '1,2,5,10'
process.env['FLEET_CLIENTS'] ??= '1000000'
process.env['FLEET_SOURCES'] ??= '10000'
process.env['FUZZ_REQUESTS'] ??= '100000'
process.env['FUZZ_SEED'] ??= '2'
process.env['FUZZ_MESSAGES'] ??= '5000'

const parts = [
  ['--project', 'core', 'join-token-matrix'],
  ['--project', 'core', 'test/fleet'],
  ['--project', 'edge', 'fuzz'],
  ['--project', 'emulator', 'fuzz'],
  ['--project', 'emulator-e2e', 'fresh-runs'],
  ['--project', 'live-e2e'],
]
// `--dry-run` lists the test files. It fails if a part has none.
const isDryRun = process.argv.includes('--dry-run')
const command = isDryRun ? ['list', '--filesOnly'] : ['run']
const args = process.argv.slice(2).filter((arg) => arg !== '--dry-run')
let failed = 0
for (const part of parts) failed += (await run('vitest', [...command, ...part, ...args])) === 0 ? 0 : 1
process.exit(failed === 0 ? 0 : 1)
