import { makeGateway } from './greenroom/gateway.ts'

const gateway = makeGateway(process.env)

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT ?? 3000),
  routes: { '/': new Response('The page') },
  fetch: (request) => gateway(request),
})
