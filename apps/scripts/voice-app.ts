#!/usr/bin/env -S deno run --no-prompt --allow-env=TELNYX_PUBLIC_KEY,MODERATOR_PIN,AGENT_PIN --allow-net=127.0.0.1
/** Answers phone calls with the app of the voice Worker. */
import { createVoiceApp } from '@greenroom/voice'
import { ScriptError, script } from './lib/script.ts'

await script(
  {
    name: 'voice-app',
    summary: 'answers phone calls: menu, voicemail, conference and queue',
    flags: {
      port: { type: 'number', description: 'port to listen on at 127.0.0.1; a free one by default' },
    },
    environment:
      'Set TELNYX_PUBLIC_KEY to the public key of the account, and MODERATOR_PIN and AGENT_PIN to four digits or more.',
  },
  async ({ flags, signal, print }) => {
    const app = createVoiceApp({
      publicKeys: variable('TELNYX_PUBLIC_KEY'),
      moderatorPin: variable('MODERATOR_PIN'),
      agentPin: variable('AGENT_PIN'),
      onMessage: (message) =>
        print(message, `Message ${message.recordingSid}: ${message.text ?? message.url ?? 'no file'}`),
    })
    const server = Deno.serve(
      {
        hostname: '127.0.0.1',
        port: flags.port ?? 0,
        signal,
        onListen({ hostname, port }) {
          const url = `http://${hostname}:${port}/voice`
          print({ url }, `Listening at ${url}`)
        },
      },
      app,
    )
    await server.finished
  },
)

function variable(name: string): string {
  const value = Deno.env.get(name)
  if (!value) throw new ScriptError(`Set ${name}. See --help`)
  return value
}
