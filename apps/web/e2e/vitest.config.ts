import { project } from '../../../tools/vitest-project.ts'

/** The whole path in a real browser: emulator, Worker in workerd, the page in Chromium. Needs the builds. */
export default project('web-e2e', {
  include: ['*.test.ts'],
  testTimeout: 90_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
