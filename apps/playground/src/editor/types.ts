import type { WorkerShape } from '@valtown/codemirror-ts/worker'
import * as Comlink from 'comlink'

/** TypeScript in a worker, which knows the declarations of the packages. */
export type Types = Comlink.Remote<WorkerShape>

/** A connection to a worker with TypeScript. */
export interface TypesConnection {
  /** Resolves once the declarations are loaded. */
  readonly ready: Promise<Types>
  close(): void
}

/** Starts a worker with TypeScript. */
export function connectTypes(): TypesConnection {
  const worker = new Worker(new URL('./types-worker.ts', import.meta.url), { type: 'module' })
  const types = Comlink.wrap<WorkerShape>(worker)
  return {
    ready: new Promise((resolve, reject) => {
      worker.addEventListener('error', () => reject(new Error('TypeScript could not be loaded.')))
      types.initialize().then(() => resolve(types), reject)
    }),
    close: () => worker.terminate(),
  }
}
