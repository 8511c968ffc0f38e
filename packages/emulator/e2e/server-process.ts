import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Figures } from './server.ts'

/** An emulator in a separate process that reports its resource usage. */
export interface ServerProcess {
  readonly url: string
  figures(): Promise<Figures>
  stop(): void
}

/** Starts an emulator process, from the built package or from source. */
export async function startServerProcess(of: 'build' | 'source'): Promise<ServerProcess> {
  const program = fileURLToPath(new URL('server.ts', import.meta.url))
  const conditions = of === 'source' ? ['--conditions=@greenroom/source'] : []
  const child = fork(program, { execArgv: ['--expose-gc', '--no-warnings', ...conditions] })
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    async figures() {
      const answer = once(child, 'message') as Promise<[Figures]>
      child.send('figures')
      return (await answer)[0]
    },
    stop: () => child.disconnect(),
  }
}
