import { run } from './run.ts'

/**
 * The long ones: tests that `npm test` has a true selection of, at full size. Twenty fresh runs of a live room in Chromium, a
 * call through ten refreshes of its token and through a minute offline or frozen, the matrix of what may go wrong with a join token by up to ten tabs, a fleet of a
 * million clients beside ten thousand sources, and a hundred thousand random requests at the gateway.
 */
process.env['LIVE_RUNS'] ??= '20'
process.env['LIVE_REFRESHES'] ??= '10'
process.env['LIVE_AWAY_SECS'] ??= '60'
process.env['MATRIX_TABS'] ??= '1,2,5,10'
process.env['FLEET_CLIENTS'] ??= '1000000'
process.env['FLEET_SOURCES'] ??= '10000'
process.env['FUZZ_REQUESTS'] ??= '100000'
process.env['FUZZ_SEED'] ??= '2'

const parts = [
  ['--project', 'core', 'join-token-matrix'],
  ['--project', 'core', 'test/fleet'],
  ['--project', 'edge', 'fuzz'],
  ['--project', 'live', 'fresh-runs'],
  ['--project', 'calls'],
]
let failed = 0
for (const part of parts)
  failed += (await run('vitest', ['run', ...part, ...process.argv.slice(2)])) === 0 ? 0 : 1
process.exit(failed === 0 ? 0 : 1)
