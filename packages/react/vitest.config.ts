import { project } from '../../tools/vitest-project.ts'

export default project('react', {
  environment: 'happy-dom',
  include: ['{src,test}/**/*.test.{ts,tsx}'],
})
