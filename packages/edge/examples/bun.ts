import { makeGateway } from './gateway.ts'

const { port } = Bun.serve({
  fetch: makeGateway(process.env),
  hostname: '127.0.0.1',
  port: Number(process.env['PORT'] ?? 8787),
})

console.log(`http://127.0.0.1:${port}`)
