import { project } from '../../tools/vitest-project.ts'

export default project('playground', { include: ['{src,build}/**/*.test.ts'] })
