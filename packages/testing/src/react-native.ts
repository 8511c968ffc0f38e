import { fileURLToPath } from 'node:url'
import { type Context, createContext, runInContext } from 'node:vm'
import { build, type Plugin } from 'esbuild'

/** A program to run in a realm that has only what React Native has. */
export interface ReactNativeProgram {
  /** The source of a module. Its exports are the result. */
  readonly source: string
  /** The folder from which the program imports. */
  readonly folder: string
  /** A window for `react-dom` alone, which draws in the place of the app's native views. */
  readonly window?: object
}

/** Runs a program in a realm that has only what React Native has, and returns what the program exports. */
export async function runInReactNative<Exports>(program: ReactNativeProgram): Promise<Exports> {
  const context = await createRealm(program.window)
  runInContext(await bundle(program.source, program.folder), context)
  return runInContext('program', context) as Exports
}

/** Runs a bundle in a realm that has only what React Native has, and returns its global of that name. */
export async function runBundleInReactNative<Global>(bundle: string, name: string): Promise<Global> {
  const context = await createRealm()
  runInContext(bundle, context)
  return runInContext(name, context) as Global
}

async function createRealm(window?: object): Promise<Context> {
  const globals = fileURLToPath(new URL('./react-native-globals.ts', import.meta.url))
  const { performance, setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis
  const { queueMicrotask, console, atob, btoa, TextEncoder } = globalThis
  const context = createContext({
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, queueMicrotask, console },
    ...{ atob, btoa, TextEncoder, nativeSend, rendererWindow: window },
    performance: { now: () => performance.now() },
  })
  runInContext(await bundle(`export { installGlobals } from ${JSON.stringify(globals)}`, '/'), context)
  runInContext('program.installGlobals()', context)
  return context
}

async function bundle(source: string, folder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: folder, loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'program',
    jsx: 'automatic',
    target: 'es2022',
    conditions: ['@greenroom/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [rendererWindow],
  })
  return outputFiles[0]?.text ?? ''
}

/** Gives `react-dom` its own window, so that the realm has none. */
const rendererWindow: Plugin = {
  name: 'renderer-window',
  setup({ onLoad }) {
    onLoad({ filter: /react-dom\/cjs\/.*\.js$/ }, async ({ path }) => {
      const { readFile } = await import('node:fs/promises')
      const names = 'var window = globalThis.rendererWindow, document = window.document;'
      return { contents: `${names}\n${await readFile(path, 'utf8')}`, loader: 'js' }
    })
  },
}

async function nativeSend(request: {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string | undefined
}) {
  const { url, method, headers, body } = request
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) }
  const response = await fetch(url, body === undefined ? init : { ...init, body })
  return { url, status: response.status, headers: [...response.headers], text: await response.text() }
}
