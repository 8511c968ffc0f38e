import { createEmulator, type Emulator } from '@greenroom/emulator'
import type { FromProgram, ToProgram } from '../sandbox/messages.ts'
import { limitOutput } from './limit-output.ts'
import { createModules } from './modules.ts'
import { createProgramConsole, formatError } from './program-console.ts'
import { createProgramFetch } from './program-fetch.ts'
import { removeCapabilities } from './remove-capabilities.ts'
import { respondToPage } from './respond-to-page.ts'
import { runProgram } from './run-program.ts'
import { watchChanges } from './watch-changes.ts'

// The worker in which a program runs, with its emulator. The first message has the port to the page.
addEventListener(
  'message',
  ({ ports: [port] }) => {
    if (port) start(port)
  },
  { once: true },
)

function start(port: MessagePort): void {
  const post = (message: FromProgram) => port.postMessage(message)
  const print = limitOutput((level, text) => post({ type: 'output', level, text }))
  const fail = (error: unknown) => print('error', formatError(error))
  addEventListener('error', (event) => {
    event.preventDefault()
    fail(event.error ?? event.message)
  })
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    fail(event.reason)
  })

  /** What the inspector shows: the first emulator of the program, or an empty one until it creates one. */
  let shown: { readonly emulator: Emulator; readonly stop: () => void; readonly isOwn: boolean } | undefined
  const show = (emulator: Emulator, isOwn: boolean) => {
    if (shown?.isOwn) return
    shown?.stop()
    shown = { emulator, isOwn, stop: watchChanges(emulator, () => post({ type: 'changed' })) }
    post({ type: 'changed' })
  }
  show(createEmulator(), false)
  const currentEmulator = () => shown?.emulator ?? createEmulator()

  const run = async (code: string) => {
    const startedMs = performance.now()
    try {
      await runProgram(
        code,
        createModules((emulator) => show(emulator, true)),
      )
      post({ type: 'finished', ms: performance.now() - startedMs })
    } catch (error) {
      post({ type: 'failed', text: formatError(error).slice(0, 10_000) })
    }
  }

  port.addEventListener('message', ({ data }: MessageEvent<ToProgram>) => {
    if (data.type === 'run') void run(data.code)
    if (data.type === 'ask-alive') post({ type: 'alive' })
    if (data.type === 'request')
      void respondToPage(currentEmulator(), data).then((response) =>
        post({ type: 'response', id: data.id, ...response }),
      )
  })

  removeCapabilities(globalThis)
  Object.assign(globalThis, {
    console: createProgramConsole(print),
    fetch: createProgramFetch(() => currentEmulator().fetch),
    navigator: { userAgent: 'Greenroom playground', language: 'en', onLine: true },
  })
  port.start()
  post({ type: 'ready' })
}
