import { project } from '../../tools/vitest-project.ts'

export default project('core', { include: ['{src,test}/**/*.test.ts'] })
