import { createEmulator, type Emulator, type WorkerContext } from '../src/index.ts'

const emulators = new Map<string, Emulator>()

/** An emulator in a Worker. A request header selects whether it receives the request's context. */
export default {
  fetch(request: Request, _env: unknown, context: WorkerContext): Promise<Response> {
    const kind = request.headers.get('x-context') ?? 'given'
    const emulator = emulators.get(kind) ?? createEmulator()
    emulators.set(kind, emulator)
    return emulator.fetch(request, undefined, kind === 'given' ? context : undefined)
  },
}
