import { project } from '../../tools/vitest-project.ts'

/** What is tested with each React. */
export const tests = {
  environment: 'happy-dom',
  include: ['{src,test}/**/*.test.{ts,tsx}'],
  setupFiles: ['@greenroom/testing/no-warnings', './test/async-limits.ts'],
}

export default project('ui', tests)
