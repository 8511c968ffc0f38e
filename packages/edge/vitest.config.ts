import { project } from '../../tools/vitest-project.ts'

export default project('edge', { include: ['{src,test}/**/*.test.ts'] })
