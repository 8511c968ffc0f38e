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
  // Nothing but this machine: a test that reaches further is wrong.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** Starts Chromium with made-up devices; `without` names flags to leave away. */
export function launch(without: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  return chromium.launch({
    executablePath,
    headless: true,
    args: args.filter((arg) => !without.includes(arg)),
  })
}

/** A page whose script is a module and what it imports, from the workspace's sources. */
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
