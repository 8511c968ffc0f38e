import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs'
import { createWorker } from '@valtown/codemirror-ts/worker'
import * as Comlink from 'comlink'
import ts from 'typescript'
import { compilerOptions } from './compiler-options.ts'

Comlink.expose(
  createWorker(async () => {
    const url = new URL(/* @vite-ignore */ '../types.json', self.location.href)
    const response = await fetch(import.meta.env.DEV ? '/types.json' : url)
    if (!response.ok) throw new Error(`The declarations could not be loaded (${response.status}).`)
    const files = new Map(Object.entries((await response.json()) as Record<string, string>))
    return createVirtualTypeScriptEnvironment(createSystem(files), [], ts, compilerOptions)
  }),
)
