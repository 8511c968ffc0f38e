import { createVoiceApp, type VoiceAppOptions } from './app.ts'

/** The Worker's bindings, all of them secrets. A deployment may lack any of them. */
interface Env {
  /** The account's public key, which verifies requests. */
  readonly TELNYX_PUBLIC_KEY?: string
  /** Pin of the conference's moderator: four digits or more. */
  readonly MODERATOR_PIN?: string
  /** Pin of the queue's agents: four digits or more. */
  readonly AGENT_PIN?: string
}

const apps = new WeakMap<Env, ReturnType<typeof createVoiceApp>>()

/** Logs a message. The text and the URL are private. */
const onMessage: VoiceAppOptions['onMessage'] = ({ recordingSid, text }) =>
  console.log(`message ${recordingSid}${text === undefined ? ' was recorded' : ' was transcribed'}`)

/** Returns the app, created once per isolate. */
function appOf(env: Env): ReturnType<typeof createVoiceApp> {
  const { TELNYX_PUBLIC_KEY = '', MODERATOR_PIN = '', AGENT_PIN = '' } = env
  const options = {
    publicKeys: TELNYX_PUBLIC_KEY,
    moderatorPin: MODERATOR_PIN,
    agentPin: AGENT_PIN,
    onMessage,
  }
  const app = apps.get(env) ?? createVoiceApp(options)
  apps.set(env, app)
  return app
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    let app: ReturnType<typeof createVoiceApp>
    try {
      app = appOf(env)
    } catch (error) {
      console.error(`The Worker is not set up: ${error instanceof Error ? error.message : error}`)
      return Response.json({ code: 'unavailable' }, { status: 503 })
    }
    return app(request)
  },
}
