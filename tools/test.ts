import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { requireChromium } from './chromium.ts'
import { mustRun, run } from './run.ts'

/** What is read of vitest's JSON report. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly numFailedTestSuites: number
}

const reportFile = '.report/vitest.json'

const chromium = requireChromium()
await mustRun('turbo', ['run', 'build', '--output-logs=errors-only'])

mkdirSync('.report', { recursive: true })
rmSync(reportFile, { force: true })
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
const code = await run('vitest', ['run', ...reporters, ...process.argv.slice(2)], { CHROMIUM_PATH: chromium })

if (!existsSync(reportFile)) {
  console.error('vitest wrote no report')
  process.exit(1)
}
const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
const passed = report.numPassedTests
const skipped = report.numPendingTests + report.numTodoTests
// A file that fails while it loads has no failed test of its own.
const failed = report.numFailedTests || (code === 0 ? 0 : Math.max(1, report.numFailedTestSuites))
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
