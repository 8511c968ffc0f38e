import { createMemoryHub, type Gateway } from '@greenroom/edge'
import { createAppGateway } from './gateway.ts'
import { createSessions, type Sessions } from './session.ts'

let sessions: Sessions | undefined
let gateway: Gateway | undefined

/** Returns the sign-in. Created by the first request, because a build has no secrets. */
export function getSessions(): Sessions {
  sessions ??= createSessions({ secret: setting('SESSION_SECRET'), ...origins() })
  return sessions
}

/** Returns the gateway, which is kept because it remembers recent tokens. */
export function getGateway(): Gateway {
  gateway ??= createAppGateway(
    {
      TELNYX_API_KEY: setting('TELNYX_API_KEY'),
      GATEWAY_SECRET: setting('GATEWAY_SECRET'),
      TELNYX_BASE_URL: process.env.TELNYX_BASE_URL,
      WEBHOOK_PUBLIC_KEY: process.env.WEBHOOK_PUBLIC_KEY,
    },
    // One process serves all pages. With several, they need a hub that they share.
    { ...origins(), sessions: getSessions(), updates: createMemoryHub() },
  )
  return gateway
}

function origins() {
  const appOrigin = setting('APP_ORIGIN')
  return { appOrigin, publicOrigin: appOrigin }
}

function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`The environment variable ${name} is missing.`)
  return value
}
