import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // Tests must not connect to other machines.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** Starts Chromium with fake devices. `without` lists flags to omit. */
export function launch(without: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  return chromium.launch({
    executablePath,
    headless: true,
    args: args.filter((arg) => !without.includes(arg)),
  })
}

/** Returns an HTML page with the bundle of a module, built from the workspace's sources, as its script. */
export async function bundlePage(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['@greenroom/source'],
    // A closing tag in a string would end the inline script.
    supported: { 'inline-script': false },
  })
  return `<!doctype html><meta charset="utf-8"><body><script>${outputFiles[0]?.text ?? ''}</script>`
}
