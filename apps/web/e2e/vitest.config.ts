import { project } from '../../../tools/vitest-project.ts'

/**
 * End-to-end tests with the emulator, the Worker in workerd and the app in Chromium. Build all packages
 * first.
 */
export default project('web-e2e', {
  include: ['*.test.ts'],
  testTimeout: 90_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
