import { project } from '../../tools/vitest-project.ts'

export default project('live', {
  include: ['{src,test}/**/*.test.ts'],
  // A loaded machine takes its time; nothing is asserted about time here.
  testTimeout: 30_000,
})
