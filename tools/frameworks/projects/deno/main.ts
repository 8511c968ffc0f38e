import { makeGateway } from './greenroom/gateway.ts'

const gateway = makeGateway(Deno.env.toObject())

Deno.serve({ hostname: '127.0.0.1', port: Number(Deno.env.get('PORT') ?? 3000) }, (request) =>
  new URL(request.url).pathname === '/' ? new Response('The page') : gateway(request),
)
