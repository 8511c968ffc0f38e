import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vitest/config'
import { project } from '../../tools/vitest-project.ts'

const durableObjects = fileURLToPath(new URL('test/updates-matrix/durable-object-base.ts', import.meta.url))

export default mergeConfig(project('edge', { include: ['{src,test}/**/*.test.ts'] }), {
  // The matrix of updates runs the Durable Object in Node, in virtual time.
  resolve: { alias: { 'cloudflare:workers': durableObjects } },
})
