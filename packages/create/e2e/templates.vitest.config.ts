import { project } from '../../../tools/vitest-project.ts'

/** As `create-e2e`, for every template. Their dependencies are large, so `npm test` does not include it. */
export default project('create-templates', {
  include: ['*.test.ts'],
  testTimeout: 900_000,
  hookTimeout: 900_000,
  fileParallelism: false,
})
