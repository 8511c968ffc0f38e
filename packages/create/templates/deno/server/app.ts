import { createMemoryHub } from '@greenroom/edge'
import { Hono } from 'hono'
import { createAppGateway, type Settings } from './gateway.ts'
import { createSessions } from './session.ts'

/** The settings of the server. */
export interface AppSettings extends Settings {
  readonly SESSION_SECRET: string
  /** The origin at which users open the app. */
  readonly APP_ORIGIN: string
}

/** Creates the routes of the server: the sign-in at `/session`, and the gateway at `/telnyx`. */
export function createApp(settings: AppSettings): Hono {
  const origins = { appOrigin: settings.APP_ORIGIN, publicOrigin: settings.APP_ORIGIN }
  const sessions = createSessions({ secret: settings.SESSION_SECRET, ...origins })
  // One process serves all pages. Several need a hub that they share.
  const gateway = createAppGateway(settings, { ...origins, sessions, updates: createMemoryHub() })

  return new Hono()
    .all('/session', ({ req }) => sessions.handle(req.raw))
    .all('/telnyx/*', ({ req }) => gateway(req.raw))
}
