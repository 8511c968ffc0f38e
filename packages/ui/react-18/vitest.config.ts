import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vitest/config'
import { project } from '../../../tools/vitest-project.ts'
import { tests } from '../vitest.config.ts'

/** Where these packages are linked to React 18. */
const here = [
  'react',
  'react-dom',
  '@tanstack/react-query',
  '@testing-library/react',
  'react-aria-components',
  'lucide-react',
]
const alias = Object.fromEntries(
  here.map((name) => [name, fileURLToPath(new URL(`node_modules/${name}`, import.meta.url))]),
)

const setupFiles = [...tests.setupFiles, './react-18/is-react-18.ts']

export default mergeConfig(project('ui-18', { ...tests, setupFiles, root: '..' }), { resolve: { alias } })
