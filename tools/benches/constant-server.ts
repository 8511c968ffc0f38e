import { createRequire } from 'node:module'
import { root } from '../run.ts'

// What any server on the emulator's HTTP library costs: it answers a room that never changes.
const require = createRequire(`${root}/packages/emulator/package.json`)
const { createAdaptorServer } = (await import(require.resolve('@hono/node-server'))) as {
  createAdaptorServer(options: { fetch: () => Response }): { listen(port: number, host: string): void }
}
const [, , port, body] = process.argv
createAdaptorServer({
  fetch: () => new Response(body ?? '{}', { headers: { 'content-type': 'application/json' } }),
}).listen(Number(port), '127.0.0.1')
