import { project } from '../../tools/vitest-project.ts'

export default project('cli', { include: ['{src,test}/**/*.test.ts'] })
