import { createRequire } from 'node:module'
import { root } from '../run.ts'

// The baseline: a server on the emulator's HTTP library that always returns the same room.
const require = createRequire(`${root}/packages/emulator/package.json`)
const { createAdaptorServer } = (await import(require.resolve('@hono/node-server'))) as {
  createAdaptorServer(options: { fetch: () => Response }): { listen(port: number, host: string): void }
}
const [, , port, body] = process.argv
createAdaptorServer({
  fetch: () => new Response(body ?? '{}', { headers: { 'content-type': 'application/json' } }),
}).listen(Number(port), '127.0.0.1')
