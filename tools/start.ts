import { PortError, readPort, requireFree } from './ports.ts'
import { mustRun } from './run.ts'

try {
  const apiKey = process.env['TELNYX_API_KEY']
  const emulator = readPort('EMULATOR_PORT', 4010)
  const worker = readPort('WORKER_PORT', 8787)
  const web = readPort('WEB_PORT', 5173)
  await requireFree(apiKey ? [worker, web] : [emulator, worker, web])

  // The web app is served from its source; the other parts run their builds.
  await mustRun('turbo', [
    'run',
    'build',
    '--output-logs=errors-only',
    '--filter=!@greenroom/web',
    '--filter=!@greenroom/worker',
  ])
  // Imported after the build, because the stack imports the built emulator.
  const { startStack } = await import('./stack.ts')
  const { startVoiceDemo } = await import('./voice-demo.ts')
  const stack = await startStack({
    emulatorPort: emulator.port,
    workerPort: worker.port,
    webPort: web.port,
    apiKey,
  })
  const demo = stack.emulatorUrl ? await startVoiceDemo(stack.emulatorUrl) : undefined
  console.log(stack.url)
  if (stack.emulatorUrl) console.log(`Inspector: ${stack.emulatorUrl}/ and phone: ${stack.emulatorUrl}/phone`)
  if (demo)
    console.log(
      `Voice app: call ${demo.number} (moderator pin ${demo.moderatorPin}, agent pin ${demo.agentPin})`,
    )

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    demo?.stop()
    await stack.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
} catch (error) {
  if (!(error instanceof PortError)) throw error
  console.error(error.message)
  process.exit(1)
}
