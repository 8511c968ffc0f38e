import { project } from '../../../tools/vitest-project.ts'

/** Tests of the built site in Chromium. Build the site first: `turbo run site`. */
export default project('docs-e2e', {
  include: ['*.test.ts'],
  testTimeout: 180_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
