import { makeGateway } from './gateway.ts'

const gateway = makeGateway(Deno.env.toObject())

Deno.serve(
  {
    hostname: '127.0.0.1',
    port: Number(Deno.env.get('PORT') ?? 8787),
    onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
  },
  gateway,
)
