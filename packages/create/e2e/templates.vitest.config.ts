import { project } from '../../../tools/vitest-project.ts'

/** As `create-e2e`, for the templates with a server. `npm run frameworks` runs it, because builds take minutes. */
export default project('create-templates', {
  include: ['server-templates.test.ts'],
  testTimeout: 900_000,
  hookTimeout: 900_000,
  fileParallelism: false,
})
