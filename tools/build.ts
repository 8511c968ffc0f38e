import { mustRun } from './run.ts'

await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', ...process.argv.slice(2)])
