import type { EmulatorRequest, OutputLevel } from '../sandbox/messages.ts'
import {
  createSandbox,
  type EmulatorResponse,
  type Sandbox,
  type SandboxMessage,
} from '../sandbox/sandbox.ts'

/** A line of the console. */
export interface Output {
  readonly id: number
  readonly level: OutputLevel
  readonly text: string
}

/** What the playground shows about the program. */
export interface SessionState {
  /** `stopped` also stands for a program that the user ended. */
  readonly status: 'idle' | 'running' | 'finished' | 'failed' | 'stopped'
  readonly outputs: readonly Output[]
  /** How long the top-level statements took, in milliseconds. Undefined until they are done. */
  readonly ms: number | undefined
  /** Whether the program does not respond, as in an endless loop. */
  readonly isBlocked: boolean
  /** Number of the sandbox: another one has another emulator. */
  readonly sandbox: number
  /** Number of changes of the emulator. */
  readonly changes: number
}

/** Path of each page of the emulator. */
const pagePaths = { inspector: '/', phone: '/phone' } as const

/** A page of the emulator. */
export type PageName = keyof typeof pagePaths

/** Runs programs, one at a time. */
export interface Session {
  getState(): SessionState
  subscribe(listener: () => void): () => void
  /** Runs a program in a sandbox that has run no other. The previous program ends. */
  run(code: string): Promise<void>
  /** Ends the program. Its outputs stay. */
  stop(): void
  /** Ends the program, and begins with an empty emulator and an empty console. */
  reset(): void
  clearConsole(): void
  /**
   * Returns a page of the emulator as it is before any program runs. A program can change what its emulator
   * returns, but not the scripts of these pages.
   */
  page(name: PageName): Promise<string>
  /** Sends a request to the emulator of the program. */
  request(request: EmulatorRequest): Promise<EmulatorResponse>
}

const initial: SessionState = {
  status: 'idle',
  outputs: [],
  ms: undefined,
  isBlocked: false,
  sandbox: 0,
  changes: 0,
}

/** Creates a session with an empty emulator. */
export function createSession(): Session {
  let state = initial
  let lastId = 0
  let sandbox: Sandbox | undefined
  /** Whether the sandbox has run a program. */
  let isUsed = false
  const listeners = new Set<() => void>()
  let willNotify = false
  const notify = () => {
    willNotify = false
    for (const listener of listeners) listener()
  }
  const update = (changes: Partial<SessionState>) => {
    state = { ...state, ...changes }
    // A program may print a thousand lines at once.
    if (willNotify) return
    willNotify = true
    setTimeout(notify, 16)
  }
  const withOutput = (level: OutputLevel, text: string): readonly Output[] => {
    lastId += 1
    return [...state.outputs, { id: lastId, level, text }]
  }
  const receive = (message: SandboxMessage) => {
    if (message.type === 'changed') update({ changes: state.changes + 1 })
    if (message.type === 'output') update({ outputs: withOutput(message.level, message.text) })
    if (message.type === 'finished') update({ status: 'finished', ms: message.ms })
    if (message.type === 'failed') update({ status: 'failed', outputs: withOutput('error', message.text) })
  }
  const begin = (): Sandbox => {
    sandbox?.stop()
    isUsed = false
    update({ sandbox: state.sandbox + 1, changes: 0, isBlocked: false, ms: undefined })
    const created = createSandbox({
      // A sandbox that was replaced may still have messages on their way.
      onMessage: (message) => created === sandbox && receive(message),
      onBlocked: (isBlocked) => created === sandbox && isBlocked !== state.isBlocked && update({ isBlocked }),
      onError: (error) => created === sandbox && receive({ type: 'failed', text: error.message }),
    })
    sandbox = created
    return created
  }
  const loadPages = async (): Promise<Readonly<Record<PageName, string>>> => {
    const first = sandbox ?? begin()
    const load = async (path: string) => (await first.request({ method: 'GET', path })).body
    const [inspector, phone] = await Promise.all([load(pagePaths.inspector), load(pagePaths.phone)])
    return { inspector, phone }
  }
  let loading: ReturnType<typeof loadPages> | undefined
  const pages = () => {
    loading ??= loadPages().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async run(code) {
      update({ status: 'running', outputs: [] })
      try {
        await pages()
      } catch (error) {
        return receive({ type: 'failed', text: error instanceof Error ? error.message : String(error) })
      }
      // The user may have stopped or reset it meanwhile.
      if (state.status !== 'running') return
      const target = sandbox && !isUsed ? sandbox : begin()
      isUsed = true
      target.run(code)
    },
    stop() {
      begin()
      update({ status: 'stopped', outputs: withOutput('info', 'The program was stopped.') })
    },
    reset() {
      begin()
      update({ status: 'idle', outputs: [] })
    },
    clearConsole: () => update({ outputs: [] }),
    page: async (name) => (await pages())[name],
    request: (request) => (sandbox ?? begin()).request(request),
  }
}
