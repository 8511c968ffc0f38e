/** Publishes the current versions to JSR. It asks for nothing where JSR trusts the workflow that runs it. */
import { publishToJsr } from './checks/jsr.ts'
import { root } from './run.ts'

const problems = publishToJsr(root)
for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)
