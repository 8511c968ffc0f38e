import type { Gateway } from '@greenroom/edge'
import { createFileRoute } from '@tanstack/react-router'
import { makeGateway } from '../greenroom/gateway.ts'

let gateway: Gateway | undefined

export const Route = createFileRoute('/telnyx/$')({
  server: {
    handlers: {
      // The gateway is created with the first request: a build loads this module, and has no secrets.
      ANY: ({ request }) => {
        gateway ??= makeGateway(process.env)
        return gateway(request)
      },
    },
  },
})
