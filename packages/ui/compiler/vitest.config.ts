import babel from '@rolldown/plugin-babel'
import { mergeConfig } from 'vitest/config'
import { project } from '../../../tools/vitest-project.ts'
import { tests } from '../vitest.config.ts'

/** Compiles what an app compiles that enables React Compiler for its own copy of these components. */
const compiler = babel({
  include: /packages\/ui\/(src|test)\//,
  plugins: [['babel-plugin-react-compiler', { panicThreshold: 'all_errors' }]],
})

const setupFiles = [...tests.setupFiles, './compiler/is-compiled.ts']

export default mergeConfig(
  project('ui-compiler', { ...tests, include: ['{src,test}/**/*.test.tsx'], setupFiles, root: '..' }),
  {
    plugins: [compiler],
  },
)
