import { run } from './run.ts'

/**
 * The long ones: tests that `npm test` has a true selection of, at full size. Twenty fresh runs of a live room in Chromium, and
 * the matrix of what may go wrong with a join token by up to ten tabs.
 */
process.env['LIVE_RUNS'] ??= '20'
process.env['MATRIX_TABS'] ??= '1,2,5,10'

const parts = [
  ['--project', 'core', 'join-token-matrix'],
  ['--project', 'live', 'fresh-runs'],
]
let failed = 0
for (const part of parts)
  failed += (await run('vitest', ['run', ...part, ...process.argv.slice(2)])) === 0 ? 0 : 1
process.exit(failed === 0 ? 0 : 1)
