import { existsSync, readFileSync, rmSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { requireChromium } from './chromium.ts'
import { mustRun, reportFolder, run } from './run.ts'

/** The fields of vitest's JSON report that this tool reads. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly numFailedTestSuites: number
  readonly testResults: readonly TestFile[]
}

/** A test file in vitest's JSON report. */
interface TestFile {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages: readonly string[]
  }[]
}

/**
 * Browser tests mostly wait for servers and for each other, and the token tests of `edge-e2e` for time to
 * pass. On two cores, they miss their time limits if other tests run beside them, so groups take turns.
 */
const browserProjects = [
  'create-e2e',
  'docs-e2e',
  'emulator-e2e',
  'live-e2e',
  'playground-e2e',
  'react-e2e',
  'web-e2e',
]
const waitingProjects = ['edge-e2e']

const requested = process.argv.slice(2)
const parts =
  requested.length > 0
    ? [{ name: 'vitest', args: requested }]
    : [
        { name: 'browsers', args: browserProjects.map((project) => `--project=${project}`) },
        { name: 'tokens', args: waitingProjects.map((project) => `--project=${project}`) },
        {
          name: 'others',
          // By default, vitest leaves a core to itself, which is half of a small machine.
          args: [
            '--maxWorkers=2',
            ...[...browserProjects, ...waitingProjects].map((project) => `--project=!${project}`),
          ],
        },
      ]

const chromium = requireChromium()
await mustRun('turbo', ['run', 'build', 'site', '--output-logs=errors-only'])
const reports = reportFolder()
const runPart = ({ name, args }: (typeof parts)[number]) => test(`${reports}/${name}.json`, args)
const counts: Counts[] = []
for (const part of parts) counts.push(await runPart(part))

const sum = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((total, part) => total + part[key], 0)
const failed = sum('failed')
// The failures of the first groups stand far above.
for (const failure of counts.flatMap(({ failures }) => failures)) console.log(failure)
console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`)
process.exit(failed > 0 || sum('passed') === 0 ? 1 : 0)

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** One text per failed test or file, with the reason's first lines. */
  readonly failures: readonly string[]
}

/** Runs one group of tests and counts the results. */
async function test(reportFile: string, args: readonly string[]): Promise<Counts> {
  rmSync(reportFile, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const code = await run('vitest', ['run', ...reporters, ...args], { CHROMIUM_PATH: chromium })
  if (!existsSync(reportFile)) {
    return { passed: 0, failed: 1, skipped: 0, failures: [`vitest wrote no ${reportFile}`] }
  }
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  return {
    passed: report.numPassedTests,
    // A file that fails while it loads counts as a failed suite without a failed test.
    failed: report.numFailedTests || (code === 0 ? 0 : Math.max(1, report.numFailedTestSuites)),
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(failuresOf),
  }
}

function failuresOf({ name, status, message, assertionResults }: TestFile): string[] {
  const failed = assertionResults.filter((test) => test.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`FAILED ${name}\n${firstLines(message)}`] : []
  return failed.map(
    ({ fullName, failureMessages }) =>
      `FAILED ${name} > ${fullName}\n${failureMessages.map(firstLines).join('\n')}`,
  )
}

function firstLines(text: string): string {
  return stripVTControlCharacters(text).split('\n').slice(0, 6).join('\n')
}
