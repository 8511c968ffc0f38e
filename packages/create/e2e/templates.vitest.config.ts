import { project } from '../../../tools/vitest-project.ts'

/** As `create-e2e`, for other templates and package managers. `npm run frameworks` runs these slow tests. */
export default project('create-templates', {
  include: ['{server-templates,package-managers}.test.ts'],
  testTimeout: 900_000,
  hookTimeout: 900_000,
  fileParallelism: false,
})
