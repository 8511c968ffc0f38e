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

/** Pages wait for servers and for each other more than they work, and those of tokens for time to pass: they run beside the rest. */
const inBrowsers = ['calls', 'devices', 'e2e', 'live']
const inTime = ['edge-browser']

const asked = process.argv.slice(2)
const parts =
  asked.length > 0
    ? [{ name: 'vitest', args: asked }]
    : [
        { name: 'browsers', args: inBrowsers.map((project) => `--project=${project}`) },
        { name: 'tokens', args: inTime.map((project) => `--project=${project}`) },
        { name: 'others', args: [...inBrowsers, ...inTime].map((project) => `--project=!${project}`) },
      ]

const chromium = requireChromium()
await mustRun('turbo', ['run', 'build', '--output-logs=errors-only'])
mkdirSync('.report', { recursive: true })
const counts = await Promise.all(parts.map(({ name, args }) => test(`.report/${name}.json`, args)))

const sum = (of: keyof Counts) => counts.reduce((total, part) => total + part[of], 0)
const failed = sum('failed')
console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`)
process.exit(failed > 0 || sum('passed') === 0 ? 1 : 0)

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Runs some of the tests, and counts them. */
async function test(reportFile: string, args: readonly string[]): Promise<Counts> {
  rmSync(reportFile, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const code = await run('vitest', ['run', ...reporters, ...args], { CHROMIUM_PATH: chromium })
  if (!existsSync(reportFile)) {
    console.error(`vitest wrote no ${reportFile}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  return {
    passed: report.numPassedTests,
    // A file that fails while it loads has no failed test of its own.
    failed: report.numFailedTests || (code === 0 ? 0 : Math.max(1, report.numFailedTestSuites)),
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
