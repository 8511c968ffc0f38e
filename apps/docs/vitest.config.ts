import { project } from '../../tools/vitest-project.ts'
import { writeRunnableExamples } from './test/write-runnable-examples.ts'

// Examples are written before vitest looks for tests, because some of them are tests.
writeRunnableExamples()

export default project('docs', { include: ['{site,test}/**/*.test.ts', '.examples/**/*.test.ts'] })
