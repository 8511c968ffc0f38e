import * as v from 'valibot'
import workerUrl from '../program/worker.ts?worker&url'
import { type EmulatorRequest, FromProgram, type ToProgram } from './messages.ts'

/** A response of the emulator, as its pages get it. */
export type EmulatorResponse = Pick<
  Extract<FromProgram, { type: 'response' }>,
  'status' | 'contentType' | 'body'
>

/** A message that the page shows. Responses go to their requests. */
export type SandboxMessage = Exclude<FromProgram, { type: 'response' | 'ready' | 'alive' }>

/** A worker for one run of a program, with its own emulator. */
export interface Sandbox {
  /** Runs a program. A sandbox runs one program at most. */
  run(code: string): void
  /**
   * Sends a request of a page to the program's emulator.
   *
   * @throws {Error} if the sandbox is stopped before the response.
   */
  request(request: EmulatorRequest): Promise<EmulatorResponse>
  /** Ends the program, also within an endless loop. */
  stop(): void
}

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  readonly onMessage: (message: SandboxMessage) => void
  /** Reports whether the worker responds; a program in an endless loop does not. */
  readonly onBlocked: (isBlocked: boolean) => void
  /** The worker could not be loaded. */
  readonly onError: (error: Error) => void
}

/** Time without a sign of life after which a program counts as blocked, in milliseconds. */
const blockedAfterMs = 2_000

/**
 * Creates a sandbox: a worker of a frame that has its own content security policy. The policy prohibits all
 * connections, and the worker removes all access to storage and other pages before it runs a program. The
 * worker has the origin of this page, because browsers offer cryptography only to those.
 */
export function createSandbox({ onMessage, onBlocked, onError }: SandboxOptions): Sandbox {
  const { port1: port, port2 } = new MessageChannel()
  const pending = new Map<number, { resolve(response: EmulatorResponse): void; reject(error: Error): void }>()
  let lastId = 0
  let isStopped = false
  let worker: Worker | undefined
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.title = 'Program'
  frame.src = new URL('program.html', document.baseURI).href

  const post = (message: ToProgram) => port.postMessage(message)
  let aliveMs = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const signOfLife = () => {
    aliveMs = performance.now()
    onBlocked(false)
  }
  const receive = (message: FromProgram) => {
    signOfLife()
    if (message.type === 'alive' || message.type === 'ready') return
    if (message.type !== 'response') return onMessage(message)
    pending.get(message.id)?.resolve(message)
    pending.delete(message.id)
  }
  port.addEventListener('message', ({ data }) => {
    const message = v.safeParse(FromProgram, data)
    if (message.success && !isStopped) receive(message.output)
  })
  port.start()

  const stop = () => {
    isStopped = true
    clearInterval(timer)
    worker?.terminate()
    port.close()
    frame.remove()
    for (const { reject } of pending.values()) reject(new Error('The program was stopped.'))
    pending.clear()
  }
  const load = async () => {
    const [script] = await Promise.all([workerScript(), loaded(frame)])
    if (isStopped) return
    // Objects of the frame, so that its policy applies to the worker.
    const scope = frame.contentWindow as (Window & typeof globalThis) | null
    if (!scope) throw new Error('The frame of the program was removed.')
    const url = scope.URL.createObjectURL(new scope.Blob([script], { type: 'text/javascript' }))
    worker = new scope.Worker(url, { name: 'program' })
    worker.postMessage('start', [port2])
  }
  document.body.append(frame)
  load().catch((error: unknown) => {
    if (!isStopped) onError(error instanceof Error ? error : new Error(String(error)))
  })

  return {
    run(code) {
      post({ type: 'run', code })
      aliveMs = performance.now()
      timer ??= setInterval(() => {
        if (worker === undefined) return
        post({ type: 'ask-alive' })
        if (performance.now() - aliveMs > blockedAfterMs) onBlocked(true)
      }, 500)
    },
    request: (request) =>
      new Promise((resolve, reject) => {
        if (isStopped) return reject(new Error('The program was stopped.'))
        lastId += 1
        pending.set(lastId, { resolve, reject })
        post({ type: 'request', id: lastId, ...request })
      }),
    stop,
  }
}

let script: Promise<string> | undefined

/** Returns the text of the worker. It is loaded once; after a failure, the next call tries again. */
function workerScript(): Promise<string> {
  script ??= loadScript().catch((error: unknown) => {
    script = undefined
    throw error
  })
  return script
}

async function loadScript(): Promise<string> {
  const response = await fetch(workerUrl)
  if (!response.ok) throw new Error(`The emulator could not be loaded (${response.status}).`)
  return response.text()
}

function loaded(frame: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve) => frame.addEventListener('load', () => resolve(), { once: true }))
}
